import { type BenchRow, compare } from '../measure/bench-row.ts';
import { alternate, warmUp, type Round } from './alternate.ts';
import { toolRounds } from './script.ts';
import { startFloorSubject, startProductSubject } from './subject.ts';
import type { World } from './world.ts';

const ROUNDS = [1, 4, 16] as const;
const GOAL = 1.5;

/** Measures the cost of each further round of tool calls. */
export async function benchStepSlope(world: World): Promise<BenchRow[]> {
  const product = await startProductSubject(world.postgres, { name: 'product' });
  const floor = await startFloorSubject(world.postgres, 'floor');
  try {
    await warmUp({ ...world.play, product, floor }, toolRounds(4));
    const measured: { rounds: number; product: Round[]; floor: Round[] }[] = [];
    for (const rounds of ROUNDS) {
      const turnsPerLane = rounds === 16 ? 20 : 50;
      const spec = { lanes: 1, turnsPerSession: 10, warmUpTurns: 10, turnsPerLane, text: toolRounds(rounds) };
      measured.push({ rounds, ...(await alternate({ ...world.play, product, floor, spec })) });
    }
    return measured.slice(1).map((longer, index) => {
      const shorter = measured[index] ?? longer;
      const perRound = (side: 'product' | 'floor') =>
        longer[side].map(
          (round, at) => (round.turnP50 - (shorter[side][at]?.turnP50 ?? 0)) / (longer.rounds - shorter.rounds),
        );
      const name = `a round, from ${shorter.rounds} to ${longer.rounds}`;
      return compare({ name, unit: 'ms', product: perRound('product'), floor: perRound('floor'), goal: GOAL });
    });
  } finally {
    await product.kill();
    await floor.kill();
  }
}
