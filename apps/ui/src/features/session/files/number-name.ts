/** Returns the name for the file of this count: `notes (2).txt`; the name itself for the first. */
export function numberName(name: string, count: number): string {
  if (count === 1) return name;
  const dot = name.lastIndexOf('.');
  const end = dot > name.lastIndexOf('/') + 1 ? dot : name.length;
  return `${name.slice(0, end)} (${count})${name.slice(end)}`;
}
