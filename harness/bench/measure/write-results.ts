import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { drawFigure } from '../growth/draw-figure.ts';
import type { Figure } from '../growth/figure.ts';
import type { BenchRow } from './bench-row.ts';

export interface BenchResult {
  benchmark: string;
  at: string;
  machine: { cores: number; model: string; load: number; node: string };
  rows: BenchRow[];
}

export function toResult(benchmark: string, rows: BenchRow[]): BenchResult {
  const [cpu] = cpus();
  const machine = {
    cores: availableParallelism(),
    model: cpu?.model ?? 'unknown',
    load: loadavg()[0] ?? 0,
    node: process.version,
  };
  return { benchmark, at: new Date().toISOString(), machine, rows };
}

const RESULTS = new URL('../results/', import.meta.url);

/** Keeps a benchmark's rows in `results/`, which git ignores. */
export function keepResult(result: BenchResult): void {
  mkdirSync(RESULTS, { recursive: true });
  const name = `${result.benchmark}-${result.at.replaceAll(/[:.]/g, '-')}.json`;
  writeFileSync(new URL(name, RESULTS), `${JSON.stringify(result, null, 2)}\n`);
}

/** Draws the figures into a folder, whose URL ends in `/`. */
export function writeFigures(figures: readonly Figure[], folder: URL): void {
  mkdirSync(folder, { recursive: true });
  for (const figure of figures) writeFileSync(new URL(`${figure.name}.svg`, folder), drawFigure(figure));
}
