import { type BenchRow, bound, compare } from '../measure/bench-row.ts';
import { alternate, type Round } from './alternate.ts';
import { startFloorSubject, startProductSubject } from './subject.ts';
import type { World } from './world.ts';

const CALLS = 32;
const TOOL_MS = 100;
const MAX_OVER_MS = 15;
const MAX_OVER_FLOOR = 1.2;

/** Measures one generation with 32 parallel calls of 100 ms each, minus the time of the calls. */
export async function benchToolFanout(world: World): Promise<BenchRow[]> {
  const product = await startProductSubject(world.postgres, { name: 'product', capabilities: ['bench_wait'] });
  const floor = await startFloorSubject(world.postgres, 'floor');
  try {
    const text = `${`[[sim:tool wait {"ms":${TOOL_MS}}]]`.repeat(CALLS)}[[sim:next]][[sim:text Done.]]`;
    const spec = { lanes: 1, turnsPerLane: 15, turnsPerSession: 20, warmUpTurns: 3, text };
    const measured = await alternate({ ...world.play, product, floor, spec });
    const over = (rounds: Round[]) => rounds.map(({ turnP50 }) => turnP50 - TOOL_MS);
    const cpu = (rounds: Round[]) => rounds.map(({ serverCpuMs, postgresCpuMs }) => serverCpuMs + postgresCpuMs);
    const [ours, theirs] = [measured.product, measured.floor];
    const turns = (rounds: Round[]) => rounds.map(({ turnP50 }) => turnP50);
    return [
      compare({
        name: `${CALLS} calls of ${TOOL_MS} ms`,
        unit: 'ms',
        product: turns(ours),
        floor: turns(theirs),
        goal: MAX_OVER_FLOOR,
      }),
      bound({ name: `time over the tools' own, ${CALLS} calls`, unit: 'ms', values: over(ours), goal: MAX_OVER_MS }),
      compare({ name: '  against the floor', unit: 'ms', product: over(ours), floor: over(theirs) }),
      compare({ name: '  CPU a turn', unit: 'ms', product: cpu(ours), floor: cpu(theirs) }),
    ];
  } finally {
    await product.kill();
    await floor.kill();
  }
}
