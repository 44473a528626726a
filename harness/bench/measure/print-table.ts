import type { BenchRow } from './bench-row.ts';

const HEADER = ['', 'product', 'floor', 'noise', 'ratio', 'goal', ''];

/** Prints a benchmark's rows. */
export function printTable(benchmark: string, rows: readonly BenchRow[]): void {
  printCells(benchmark, [HEADER, ...rows.map(toCells)]);
}

/** Prints columns of text, of which the first is left-aligned. */
export function printCells(title: string, lines: readonly (readonly string[])[]): void {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const toLine = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)));
  console.log(`\n${title}\n${lines.map((cells) => toLine(cells).join('  ')).join('\n')}`);
}

function toCells(row: BenchRow): string[] {
  return [
    row.name,
    `${format(row.product)} ${row.unit}`,
    row.floor === null ? '' : format(row.floor),
    row.spread === null ? '' : `±${Math.round(row.spread * 50)} %`,
    row.ratio === null ? '' : row.ratio.toFixed(2),
    row.goal === null ? '' : `${row.atLeast ? '≥' : '≤'} ${format(row.goal)}`,
    verdict(row),
  ];
}

function verdict({ met, goal, ratio, product, atLeast }: BenchRow): string {
  if (met === null || goal === null) return '';
  if (met) return 'met';
  const value = ratio ?? product;
  if (goal === 0) return 'missed';
  const by = atLeast ? 1 - value / goal : value / goal - 1;
  return `missed by ${Math.round(by * 100)} %`;
}

export function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toFixed(2)));
}
