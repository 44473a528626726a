import { slopeOf } from '../growth/figure.ts';
import { type BenchRow, bound, fact } from '../measure/bench-row.ts';
import { readRssBytes } from '../measure/cpu-time.ts';
import { playRound, type Round } from './alternate.ts';
import { toolRounds } from './script.ts';
import { startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const LANES = 32;
const PIECE_MS = 30_000;
const SAMPLE_MS = 2_000;
const MIB = 1024 * 1024;
const MINUTE_MS = 60_000;
/** Caches fill first, for up to five minutes or a third of a shorter run. */
const SETTLE_MINUTES = 5;
const MAX_SLOPE = 1;
const MOST_P99_RATIO = 1.2;

/** Runs half the peak load for `--minutes`, to see whether memory grows or turns become slower. */
export async function benchSoak(world: World): Promise<BenchRow[]> {
  const product = await startProductSubject(world.postgres, { name: 'product' });
  try {
    const spec = { lanes: LANES, turnsPerSession: 25, warmUpTurns: 2, turnsPerLane: 20, text: toolRounds(1) };
    const { turnsPerSecond: peak } = await playRound({ ...world.play, spec }, product);
    const turnEveryMs = LANES / (peak / 2 / 1_000);
    const paced = { ...spec, turnEveryMs, warmUpTurns: 0, turnsPerLane: Math.ceil(PIECE_MS / turnEveryMs) };
    const pieces: Round[] = [];
    const samples: { x: number; y: number }[] = [];
    const startedAt = performance.now();
    const minutes = () => (performance.now() - startedAt) / MINUTE_MS;
    const sampler = setInterval(() => samples.push({ x: minutes(), y: rssOf(product) }), SAMPLE_MS);
    while (minutes() < world.minutes) pieces.push(await playRound({ ...world.play, spec: paced }, product));
    clearInterval(sampler);
    world.figures.push(toFigure(samples, world.minutes));
    return toRows({ pieces, samples, peak, minutes: world.minutes });
  } finally {
    await product.kill();
  }
}

interface Soaked {
  pieces: readonly Round[];
  samples: readonly { x: number; y: number }[];
  peak: number;
  minutes: number;
}

function toRows({ pieces, samples, peak, minutes }: Soaked): BenchRow[] {
  const settled = samples.filter(({ x }) => x >= Math.min(SETTLE_MINUTES, minutes / 3));
  const [first, last] = [pieces[0], pieces.at(-1)];
  const rises = [(last?.turnP99 ?? Number.NaN) / (first?.turnP99 ?? Number.NaN)];
  return [
    fact({
      name: `turns at half the peak of ${Math.round(peak)}/s`,
      unit: '/s',
      values: pieces.map((it) => it.turnsPerSecond),
    }),
    bound({ name: `RSS slope over ${minutes} min`, unit: 'MiB/min', values: [slopeOf(settled)], goal: MAX_SLOPE }),
    fact({ name: 'RSS at the end', unit: 'MiB', values: [samples.at(-1)?.y ?? Number.NaN] }),
    bound({ name: 'p99 of the last half minute over the first', unit: '', values: rises, goal: MOST_P99_RATIO }),
  ];
}

function toFigure(samples: Soaked['samples'], minutes: number) {
  return {
    name: 'soak',
    title: `Resident memory, ${minutes} minutes at half the peak`,
    x: 'minutes',
    y: 'MiB',
    series: [{ name: 'RSS', points: samples.filter((_, index) => index % 5 === 0) }],
  };
}

const rssOf = ({ pid }: Subject): number => readRssBytes(pid) / MIB;
