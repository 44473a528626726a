/** What is picked of the entries of a setting, and which of two values wins where their patterns are equally specific. */
interface Choice<Entry, Value> {
  /** Undefined for an entry that says nothing about it. */
  pick: (entry: Entry) => Value | undefined;
  isStricter: (value: Value, than: Value) => boolean;
}

/**
 * Returns the value of the most specific pattern that fits the name of a tool: the name itself, else the pattern with the most characters
 * that are no asterisks. Null if none fits.
 */
export function mostSpecific<Entry, Value extends {}>(
  entries: Readonly<Record<string, Entry>>,
  name: string,
  { pick, isStricter }: Choice<Entry, Value>,
): Value | null {
  let best: { weight: number; value: Value } | null = null;
  for (const [pattern, entry] of Object.entries(entries)) {
    const value = pick(entry);
    if (value === undefined || !matches(pattern, name)) continue;
    const weight = pattern === name ? Infinity : pattern.replaceAll('*', '').length;
    const isBetter = best === null || weight > best.weight || (weight === best.weight && isStricter(value, best.value));
    if (isBetter) best = { weight, value };
  }
  return best?.value ?? null;
}

/** Whether the name fits the pattern, in which an asterisk stands for any characters. Takes at most their product of steps. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = name.indexOf(part, from);
    if (at < 0 || at + part.length > name.length - last.length) return false;
    from = at + part.length;
  }
  return from <= name.length - last.length;
}
