import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compareTrees } from './compare/compare-trees.ts';
import { printTable } from './measure/print-table.ts';
import { keepResult, toResult, writeFigures, type BenchResult } from './measure/write-results.ts';
import { BENCHMARKS } from './suite/catalog.ts';
import { openWorld } from './suite/world.ts';

const USAGE = `pnpm bench [name…] [--rounds 5] [--minutes 5] [--json FILE] [--figures] [--compare REF]
Names: ${Object.keys(BENCHMARKS).join(', ')}`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '5' },
    json: { type: 'string' },
    figures: { type: 'boolean', default: false },
    compare: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => BENCHMARKS[name] === undefined);
if (unknown.length > 0 || values.help) {
  if (unknown.length > 0) console.error(`There is no benchmark ${unknown.join(', ')}.`);
  console.error(USAGE);
  process.exit(unknown.length > 0 ? 1 : 0);
}
const names = Object.keys(BENCHMARKS).filter((name) => positionals.length === 0 || positionals.includes(name));
if (values.compare === undefined) await runHere();
else await compareTrees({ ref: values.compare, names, rounds: Number(values.rounds), minutes: Number(values.minutes) });

async function runHere(): Promise<void> {
  await using world = await openWorld({ rounds: Number(values.rounds), minutes: Number(values.minutes) });
  const results: BenchResult[] = [];
  for (const name of names) {
    const rows = await BENCHMARKS[name]?.(world);
    const result = toResult(name, rows ?? []);
    results.push(result);
    printTable(name, result.rows);
    keepResult(result);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
    writeFigures(world.figures, new URL(values.figures ? '../../apps/docs/figures/' : 'results/', import.meta.url));
  }
}
