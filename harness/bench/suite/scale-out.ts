import { availableParallelism } from 'node:os';
import { type BenchRow, bound, fact } from '../measure/bench-row.ts';
import { medianOf } from '../measure/median.ts';
import { playRound, type Round } from './alternate.ts';
import { startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const TEXT = '[[sim:delay 50]][[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:delay 50]][[sim:text The sum is three.]]';
const WORKERS = [1, 2, 4] as const;
const LANES = 64;
const MAX_CPU_RATIO = 1.15;
const LEAST_OF_LINEAR = 0.85;

/** Measures one control plane with one, two and four worker processes over gRPC. */
export async function benchScaleOut(world: World): Promise<BenchRow[]> {
  const subjects: { workers: number; subject: Subject; rounds: Round[] }[] = [];
  try {
    for (const workers of WORKERS) {
      const env = { BENCH_WORKERS: String(workers) };
      const subject = await startProductSubject(world.postgres, { name: 'product-dist', env });
      subjects.push({ workers, subject, rounds: [] });
    }
    const spec = { lanes: LANES, turnsPerLane: 8, turnsPerSession: 10, warmUpTurns: 2, text: TEXT };
    for (let round = 0; round < world.play.rounds; round += 1) {
      for (const it of round % 2 === 0 ? subjects : subjects.toReversed()) {
        it.rounds.push(await playRound({ ...world.play, spec }, it.subject));
      }
    }
  } finally {
    for (const { subject } of subjects) await subject.kill();
  }
  const cpu = (round: Round) => round.serverCpuMs + round.postgresCpuMs;
  const points = (pick: (round: Round) => number) =>
    subjects.map(({ workers, rounds }) => ({ x: workers, y: medianOf(rounds.map(pick)) }));
  world.figures.push({
    name: 'scale-out',
    title: `Workers over gRPC on ${availableParallelism()} cores, C=${LANES}`,
    x: 'workers',
    y: '',
    series: [
      { name: 'CPU a turn, ms', points: points(cpu) },
      { name: 'turns a second', points: points(({ turnsPerSecond }) => turnsPerSecond) },
    ],
  });
  const [one, , four] = subjects.map(({ rounds }) => rounds);
  const cpus = (four ?? []).map((round) => cpu(round) / medianOf((one ?? []).map(cpu)));
  const rate = (round: Round) => round.turnsPerSecond;
  const linear = (four ?? []).map((round) => rate(round) / (4 * medianOf((one ?? []).map(rate))));
  const scaling = {
    name: `turns of 4 workers over 4 × one, ${availableParallelism()} cores`,
    unit: '',
    values: linear,
  };
  return [
    bound({ name: 'CPU a turn, 4 workers over 1', unit: '', values: cpus, goal: MAX_CPU_RATIO }),
    // Four workers, their control plane, PostgreSQL and the load need that many cores.
    availableParallelism() >= 8 ? bound({ ...scaling, goal: LEAST_OF_LINEAR, atLeast: true }) : fact(scaling),
  ];
}
