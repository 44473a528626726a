import { type BenchRow, bound, compare } from '../measure/bench-row.ts';
import { alternate, warmUp, type AlternateOptions, type Round, type Rounds } from './alternate.ts';
import { ANSWER, ATOM_CALL, toolRounds } from './script.ts';
import { startFloorSubject, startProductSubject } from './subject.ts';
import type { World } from './world.ts';

const PAIRS = [
  { place: 'local', product: 'product', floor: 'floor' },
  { place: 'over gRPC', product: 'product-dist', floor: 'floor-dist' },
] as const;

/** Measures first-event, first-token, turn-overhead and their CPU time, in process and with the worker over gRPC. */
export async function benchTurn(world: World): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const pair of PAIRS) {
    const product = await startProductSubject(world.postgres, { name: pair.product, capabilities: ['bench_wait'] });
    const floor = await startFloorSubject(world.postgres, pair.floor);
    try {
      rows.push(...(await comparePair({ ...world.play, product, floor }, pair.place)));
    } finally {
      await product.kill();
      await floor.kill();
    }
  }
  return rows;
}

async function comparePair(play: Omit<AlternateOptions, 'spec'>, place: string): Promise<BenchRow[]> {
  await warmUp(play, toolRounds(1));
  const one = { lanes: 1, turnsPerSession: 25, warmUpTurns: 25, turnsPerLane: 100 };
  const answer = await alternate({ ...play, spec: { ...one, text: ANSWER } });
  const turn = await alternate({ ...play, spec: { ...one, text: toolRounds(1) } });
  const atom = await alternate({ ...play, spec: { ...one, text: toolRounds(1, ATOM_CALL) } });
  const rows = [
    byRound(answer, 'firstEventP50', { name: `first-event ${place}, C=1`, goal: 2 }),
    byRound(answer, 'firstDeltaP50', { name: `first-token ${place}, C=1`, goal: 2 }),
    byRound(turn, 'turnP50', { name: `turn ${place}, C=1, p50`, goal: 2.5 }),
    bound({
      name: `turn ${place}, C=1, p99 / p50`,
      unit: '×',
      values: turn.product.map((round) => round.turnP99 / round.turnP50),
      goal: 3,
    }),
    byRound(turn, 'serverCpuMs', { name: `  server CPU a turn, C=1` }),
    byRound(turn, 'postgresCpuMs', { name: `  PostgreSQL CPU a turn, C=1` }),
    byRound(atom, 'turnP50', { name: `turn ${place} whose call is an atom, C=1, p50`, goal: 2.5 }),
  ];
  for (const lanes of [16, 64]) {
    const spec = {
      lanes,
      turnsPerSession: 25,
      warmUpTurns: 2,
      turnsPerLane: Math.ceil(640 / lanes),
      text: toolRounds(1),
    };
    const busy = await alternate({ ...play, spec });
    rows.push(
      byRound(busy, 'turnsPerSecond', { name: `turn ${place}, C=${lanes}`, goal: 2.5 }),
      byRound(busy, 'serverCpuMs', { name: `  server CPU a turn, C=${lanes}`, goal: 2 }),
      byRound(busy, 'postgresCpuMs', { name: `  PostgreSQL CPU a turn, C=${lanes}` }),
    );
    if (lanes === 64) {
      const p99 = busy.product.map((round) => round.firstEventP99);
      rows.push(bound({ name: `first-event ${place}, C=64, p99`, unit: 'ms', values: p99, goal: 30 }));
    }
  }
  return rows;
}

function byRound(rounds: Rounds, key: keyof Round, row: { name: string; goal?: number }): BenchRow {
  const isThroughput = key === 'turnsPerSecond';
  return compare({
    ...row,
    unit: isThroughput ? '/s' : 'ms',
    product: rounds.product.map((round) => round[key]),
    floor: rounds.floor.map((round) => round[key]),
    ...(isThroughput ? { larger: 'better' as const } : {}),
  });
}
