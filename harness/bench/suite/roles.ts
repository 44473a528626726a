import { type BenchRow, compare } from '../measure/bench-row.ts';
import { alternate, warmUp, type Round } from './alternate.ts';
import { toolRounds } from './script.ts';
import { startProductSubject } from './subject.ts';
import type { World } from './world.ts';

const LANES = 16;
const TURNS = 60;
const MAX_RATIO = 1.05;

/** Measures what row-level security and the roles of statements cost: the same product with them and without, in alternating rounds. */
export async function benchRoles(world: World): Promise<BenchRow[]> {
  const product = await startProductSubject(world.postgres, { name: 'product', env: { DATABASE_ROLES: 'required' } });
  const floor = await startProductSubject(world.postgres, { name: 'product', env: { DATABASE_ROLES: 'off' } });
  try {
    const rows: BenchRow[] = [];
    await warmUp({ ...world.play, product, floor }, toolRounds(1));
    for (const { name, turnsPerSession } of [
      { name: 'a turn', turnsPerSession: 20 },
      { name: 'a new session with one turn', turnsPerSession: 1 },
    ]) {
      const spec = { lanes: LANES, turnsPerLane: TURNS, turnsPerSession, warmUpTurns: 0, text: toolRounds(1) };
      const rounds = await alternate({ ...world.play, product, floor, spec });
      const both = (what: string, read: (round: Round) => number, goal?: number) =>
        compare({
          name: `${what} of ${name}`,
          unit: 'ms',
          product: rounds.product.map(read),
          floor: rounds.floor.map(read),
          ...(goal !== undefined && { goal }),
        });
      rows.push(
        both(`PostgreSQL's CPU`, ({ postgresCpuMs }) => postgresCpuMs, MAX_RATIO),
        both(`server's CPU`, ({ serverCpuMs }) => serverCpuMs),
      );
    }
    return rows;
  } finally {
    await product.kill();
    await floor.kill();
  }
}
