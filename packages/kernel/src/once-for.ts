/** Returns a function that makes its result once for each object and keeps it while the object is in use. The result must depend on the object alone. */
export function onceFor<Given extends object, Made extends object | string>(
  make: (given: Given) => Made,
): (given: Given) => Made {
  const made = new WeakMap<Given, Made>();
  return (given) => {
    const known = made.get(given);
    if (known !== undefined) return known;
    const value = make(given);
    made.set(given, value);
    return value;
  };
}
