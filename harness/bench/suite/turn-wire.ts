import { omitUndefined } from '@everruns/kernel';
import { StackProcess } from '../../dev/child-process.ts';
import { WIRE_FORMATS, type WireFormat } from '../load/wire-answers.ts';
import { bound, compare, type BenchRow } from '../measure/bench-row.ts';
import { alternate, warmUp, type AlternateOptions, type Round, type Rounds } from './alternate.ts';
import { startFloorSubject, startProductSubject } from './subject.ts';
import type { World } from './world.ts';

const PLACES = [
  { place: 'local', product: 'product', floor: 'floor', goals: { fresh: 1.6, wire: 1.5, rate: 1 / 0.75 } },
  { place: 'over gRPC', product: 'product-dist', floor: 'floor-dist', goals: { fresh: 2, wire: 2, rate: 2 } },
] as const;
const TEXT = 'What is one and two?';
export const WIRE_MODEL = new URL('../process/wire-model.ts', import.meta.url);
const FIRST_EVENT_P99_MS = 30;

/**
 * Measures what a new user sees first: each turn in a new session with an open stream, one tool call, a model over HTTP
 * elsewhere.
 */
export const benchTurnFresh = (world: World): Promise<BenchRow[]> =>
  benchWire(world, { name: 'turn-fresh', perSession: 1 });

/** The same in a session that already had turns. */
export const benchTurnWire = (world: World): Promise<BenchRow[]> =>
  benchWire(world, { name: 'turn-wire', perSession: 25 });

interface WireRow {
  name: 'turn-fresh' | 'turn-wire';
  perSession: number;
}

async function benchWire(world: World, row: WireRow): Promise<BenchRow[]> {
  const model = new StackProcess({ name: 'wire-model', entry: WIRE_MODEL, env: {} });
  const { httpUrl: modelUrl = '' } = await model.start();
  try {
    const rows: BenchRow[] = [];
    for (const place of PLACES) {
      for (const wireFormat of WIRE_FORMATS) {
        rows.push(...(await benchFormat(world, { row, place, wireFormat, modelUrl })));
      }
    }
    return rows;
  } finally {
    await model.kill();
  }
}

interface FormatOptions {
  row: WireRow;
  place: (typeof PLACES)[number];
  wireFormat: WireFormat;
  modelUrl: string;
}

async function benchFormat(world: World, options: FormatOptions): Promise<BenchRow[]> {
  const { place, wireFormat, modelUrl } = options;
  const env = { MODEL_URL: modelUrl };
  const product = await startProductSubject(world.postgres, { name: place.product, env, modelUrl, wireFormat });
  const floor = await startFloorSubject(world.postgres, place.floor, { FLOOR_MODEL: `${wireFormat} ${modelUrl}` });
  try {
    await warmUp({ ...world.play, product, floor }, TEXT);
    return await measure({ ...world.play, product, floor }, options);
  } finally {
    await product.kill();
    await floor.kill();
  }
}

async function measure(play: Omit<AlternateOptions, 'spec'>, options: FormatOptions): Promise<BenchRow[]> {
  const { row, place, wireFormat } = options;
  const rows: BenchRow[] = [];
  for (const lanes of [1, 16, 64]) {
    const turnsPerLane = lanes === 1 ? 200 : Math.ceil(960 / lanes);
    const spec = { lanes, turnsPerSession: row.perSession, warmUpTurns: 2, turnsPerLane, text: TEXT };
    const rounds = await alternate({ ...play, spec });
    const name = `${row.name} ${place.place}, ${wireFormat}, C=${lanes}`;
    if (lanes === 1) {
      const goal = row.name === 'turn-fresh' ? place.goals.fresh : place.goals.wire;
      rows.push(byRound(rounds, 'turnP50', { name: `${name}, p50`, goal }));
      if (row.name === 'turn-fresh') rows.push(byRound(rounds, 'wholeP50', { name: '  with session and stream, p50' }));
      rows.push(byRound(rounds, 'firstDeltaP50', { name: '  first token, p50', goal: 2 }));
    } else {
      rows.push(byRound(rounds, 'turnsPerSecond', { name, goal: place.goals.rate }));
    }
    rows.push(byRound(rounds, 'serverCpuMs', { name: '  server CPU a turn' }));
    rows.push(byRound(rounds, 'postgresCpuMs', { name: '  PostgreSQL CPU a turn' }));
    if (lanes === 64) {
      const values = rounds.product.map(({ firstEventP99 }) => firstEventP99);
      rows.push(bound({ name: '  first event, p99', unit: 'ms', values, goal: FIRST_EVENT_P99_MS }));
      rows.push(byRound(rounds, 'firstEventP99', { name: '  the same beside the floor' }));
    }
  }
  return rows;
}

function byRound(rounds: Rounds, key: keyof Round, { name, goal }: { name: string; goal?: number }): BenchRow {
  const isRate = key === 'turnsPerSecond';
  return compare({
    name,
    unit: isRate ? '/s' : 'ms',
    product: rounds.product.map((round) => round[key]),
    floor: rounds.floor.map((round) => round[key]),
    ...omitUndefined({ goal }),
    ...(isRate ? { larger: 'better' as const } : {}),
  });
}
