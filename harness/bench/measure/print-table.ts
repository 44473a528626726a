import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import type { BenchRow } from './bench-row.ts';

const HEADER = ['', 'product', 'floor', 'noise', 'ratio', 'goal', ''];

/** Prints a benchmark's rows and keeps them under `results/`. */
export function printTable(benchmark: string, rows: readonly BenchRow[]): void {
  const lines = [HEADER, ...rows.map(toCells)];
  const widths = HEADER.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const toLine = (cells: string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)));
  console.log(`\n${benchmark}\n${lines.map((cells) => toLine(cells).join('  ')).join('\n')}`);
  const folder = new URL('../results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const machine = { cores: availableParallelism(), load: loadavg()[0], node: process.version };
  const file = new URL(`${benchmark}-${at.replaceAll(/[:.]/g, '-')}.json`, folder);
  writeFileSync(file, `${JSON.stringify({ benchmark, at, machine, rows }, null, 2)}\n`);
}

function toCells(row: BenchRow): string[] {
  return [
    row.name,
    `${format(row.product)} ${row.unit}`,
    row.floor === null ? '' : format(row.floor),
    row.spread === null ? '' : `±${Math.round(row.spread * 50)} %`,
    row.ratio === null ? '' : row.ratio.toFixed(2),
    row.goal === null ? '' : `≤ ${format(row.goal)}`,
    verdict(row),
  ];
}

function verdict({ met, goal, ratio, product }: BenchRow): string {
  if (met === null || goal === null) return '';
  return met ? 'met' : `missed by ${Math.round(((ratio ?? product) / goal - 1) * 100)} %`;
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toFixed(2)));
}
