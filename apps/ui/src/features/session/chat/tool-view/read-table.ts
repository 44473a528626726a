export interface Table {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** How many rows there are besides those in `rows`. */
  hidden: number;
}

const MAX_COLUMNS = 8;
const MAX_ROWS = 100;

/** Returns a list of flat objects, alone or as the one list of an object, as a table; null for any other value. */
export function readTable(value: unknown): Table | null {
  const list = Array.isArray(value) ? value : theListOf(value);
  if (list === null || list.length === 0 || !list.every(isFlat)) return null;
  const columns = [...new Set(list.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0 || columns.length > MAX_COLUMNS) return null;
  const rows = list.slice(0, MAX_ROWS).map((row) => columns.map((column) => formatCell(row[column])));
  return { columns, rows, hidden: list.length - rows.length };
}

function theListOf(value: unknown): unknown[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const lists = Object.values(value).filter((field) => Array.isArray(field));
  return lists.length === 1 ? (lists[0] ?? null) : null;
}

function isFlat(value: unknown): value is Record<string, string | number | boolean | null | undefined> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((field) => typeof field !== 'object' || field === null);
}

function formatCell(value: string | number | boolean | null | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null || value === undefined ? '' : String(value);
}
