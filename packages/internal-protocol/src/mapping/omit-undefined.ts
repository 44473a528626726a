type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
type OmitUndefined<T> = Omit<T, OptionalKeys<T>> & { [K in OptionalKeys<T>]?: Exclude<T[K], undefined> };

/** Drops the keys that protobuf left undefined: our nouns say "absent" by having no key. */
export function omitUndefined<T extends object>(value: T): OmitUndefined<T> {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  // Only undefined values went, which is what the type says.
  return Object.fromEntries(entries) as OmitUndefined<T>;
}
