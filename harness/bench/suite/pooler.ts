import { PGBOUNCER, startPgBouncer } from '@everruns/control-plane/testing/bench';
import { type BenchRow, compare, fact } from '../measure/bench-row.ts';
import { readCpuMs } from '../measure/cpu-time.ts';
import { alternate, warmUp, type Round } from './alternate.ts';
import { createProductDatabase, startProductSubject } from './subject.ts';
import type { World } from './world.ts';

/** Two calls of a model without latency, and a tool. */
const TEXT = '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:text The sum is three.]]';
const LANES = 16;
const TURNS = 40;
/** As many as a control plane opens for itself. */
const CONNECTIONS = 18;

/** Measures what a pooler in transaction mode costs: its own CPU, and that of statements that are planned each time they run. */
export async function benchPooler(world: World): Promise<BenchRow[]> {
  if (PGBOUNCER === undefined) {
    console.log('PgBouncer is not installed: apt-get install pgbouncer.');
    return [];
  }
  const directUrl = await createProductDatabase(world.postgres);
  await using pooler = await startPgBouncer(directUrl, CONNECTIONS);
  const env = { DATABASE_DIRECT_URL: directUrl };
  const product = await startProductSubject(world.postgres, { name: 'product', databaseUrl: pooler.url, env });
  const floor = await startProductSubject(world.postgres, { name: 'product' });
  try {
    await warmUp({ ...world.play, product, floor }, TEXT);
    const before = readCpuMs([pooler.pid]);
    const spec = { lanes: LANES, turnsPerLane: TURNS, turnsPerSession: 20, warmUpTurns: 0, text: TEXT };
    const rounds = await alternate({ ...world.play, product, floor, spec });
    const turns = LANES * TURNS * world.play.rounds;
    const both = (name: string, read: (round: Round) => number) =>
      compare({ name, unit: 'ms', product: rounds.product.map(read), floor: rounds.floor.map(read) });
    const rate = ({ turnsPerSecond }: Round) => turnsPerSecond;
    return [
      both(`PostgreSQL's CPU a turn, C=${LANES}`, ({ postgresCpuMs }) => postgresCpuMs),
      both(`server's CPU a turn, C=${LANES}`, ({ serverCpuMs }) => serverCpuMs),
      fact({ name: 'PgBouncer’s CPU a turn', unit: 'ms', values: [(readCpuMs([pooler.pid]) - before) / turns] }),
      compare({
        name: `turns, C=${LANES}`,
        unit: '/s',
        product: rounds.product.map(rate),
        floor: rounds.floor.map(rate),
        larger: 'better',
      }),
    ];
  } finally {
    await product.kill();
    await floor.kill();
  }
}
