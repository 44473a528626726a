import { parseArgs } from 'node:util';
import { printTable } from './measure/print-table.ts';
import type { BenchRow } from './measure/bench-row.ts';
import { benchDbWork } from './suite/db-work.ts';
import { benchIdle } from './suite/idle.ts';
import { benchStepSlope } from './suite/step-slope.ts';
import { benchTurn } from './suite/turn.ts';
import { openWorld, type World } from './suite/world.ts';

const BENCHMARKS: Record<string, (world: World) => Promise<BenchRow[]>> = {
  turn: benchTurn,
  'step-slope': benchStepSlope,
  'db-work': benchDbWork,
  idle: benchIdle,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
});
const unknown = positionals.filter((name) => BENCHMARKS[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(1);
}
await using world = await openWorld(Number(values.rounds));
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (positionals.length === 0 || positionals.includes(name)) printTable(name, await run(world));
}
