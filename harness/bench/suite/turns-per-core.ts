import { type BenchRow, bound, compare, fact } from '../measure/bench-row.ts';
import { medianOf } from '../measure/median.ts';
import { alternate, type Round } from './alternate.ts';
import { startFloorSubject, startProductSubject } from './subject.ts';
import type { World } from './world.ts';

/** Two calls of a model that takes 50 ms each, and a tool. */
const TEXT = '[[sim:delay 50]][[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:delay 50]][[sim:text The sum is three.]]';
const LANES = [1, 16, 64, 256] as const;
const MAX_CPU_RATIO = 2;
const MAX_CPU_MS = 4;
const LEAST_RATE_RATIO = 2;
const LEAST_OF_PEAK = 0.8;

/** Measures a turn with a model that takes its time: CPU, turns per second, and whether many concurrent turns keep the rate. */
export async function benchTurnsPerCore(world: World): Promise<BenchRow[]> {
  const product = await startProductSubject(world.postgres, { name: 'product' });
  const floor = await startFloorSubject(world.postgres, 'floor');
  try {
    const rows: BenchRow[] = [];
    const rates: number[] = [];
    for (const lanes of LANES) {
      const turnsPerLane = Math.max(3, Math.min(15, Math.ceil(600 / lanes)));
      const spec = { lanes, turnsPerLane, turnsPerSession: 25, warmUpTurns: 1, text: TEXT };
      const measured = await alternate({ ...world.play, product, floor, spec });
      rates.push(medianOf(measured.product.map(({ turnsPerSecond }) => turnsPerSecond)));
      rows.push(...toRows(measured, lanes));
    }
    const share = (rates.at(-1) ?? 0) / Math.max(...rates);
    rows.push(bound({ name: 'C=256 of the peak', unit: '', values: [share], goal: LEAST_OF_PEAK, atLeast: true }));
    return rows;
  } finally {
    await product.kill();
    await floor.kill();
  }
}

function toRows(measured: { product: Round[]; floor: Round[] }, lanes: number): BenchRow[] {
  const cpu = (round: Round) => round.serverCpuMs + round.postgresCpuMs;
  const cpus = { product: measured.product.map(cpu), floor: measured.floor.map(cpu) };
  const rate = {
    product: measured.product.map(({ turnsPerSecond }) => turnsPerSecond),
    floor: measured.floor.map(({ turnsPerSecond }) => turnsPerSecond),
  };
  const at = `C=${lanes}`;
  return [
    compare({ name: `CPU a turn, ${at}`, unit: 'ms', ...cpus, goal: MAX_CPU_RATIO }),
    bound({ name: `  the same, absolute`, unit: 'ms', values: cpus.product, goal: MAX_CPU_MS }),
    fact({
      name: `  of it PostgreSQL`,
      unit: 'ms',
      values: measured.product.map(({ postgresCpuMs }) => postgresCpuMs),
    }),
    compare({ name: `turns, ${at}`, unit: '/s', ...rate, larger: 'better', goal: LEAST_RATE_RATIO }),
  ];
}
