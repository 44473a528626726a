import stringWidth from 'fast-string-width';
import { cleanLine } from './clean-text.ts';

const MAX_WIDTH = 60;

/** Formats columns below their names. The cells may contain untrusted text. */
export function formatTable(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [names, ...rows].map((row) => row.map((cell) => cut(cleanLine(cell))));
  const widths = names.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))));
  return cells
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Formats names and values, one pair a line. */
export function formatFields(fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const width = Math.max(...given.map(([name]) => name.length));
  return given.map(([name, value]) => `${name.padEnd(width)}  ${cleanLine(value)}`).join('\n');
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - stringWidth(cell)));
}

function cut(cell: string): string {
  const letters = Array.from(cell);
  return letters.length <= MAX_WIDTH ? cell : `${letters.slice(0, MAX_WIDTH - 1).join('')}…`;
}
