/** The merge patch that makes an agent's entries by the names of tools those of the form: what is gone is null. */
export function toEntriesPatch<Value>(
  before: Readonly<Record<string, Value>> = {},
  after: Readonly<Record<string, Value>> = {},
): Record<string, Value | null> | null {
  if (Object.keys(after).length === 0) return null;
  const gone = Object.keys(before).filter((name) => after[name] === undefined);
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...after };
}

/** Changes one entry. One without a value is gone. */
export function changeEntry<Value>(
  entries: Readonly<Record<string, Value>>,
  name: string,
  value: Value | undefined,
): Record<string, Value> {
  const { [name]: _, ...others } = entries;
  return value === undefined ? others : { ...others, [name]: value };
}
