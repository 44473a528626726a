import pg from 'pg';
import { openProductLog, type ProductLog } from '../append/product-log.ts';
import { runAppenders } from '../append/run-appenders.ts';
import { openFloorLog, type FloorLog } from '../floor/floor-log.ts';
import { toDraft } from '../floor/floor-turn.ts';
import { type BenchRow, bound, compare } from '../measure/bench-row.ts';
import { createDatabase, createProductDatabase } from './subject.ts';
import type { World } from './world.ts';

const LANES = 64;
const MS = 1_500;
/** A commit of a turn holds four events on average. */
const SIZES = [1, 4, 16] as const;
const LEAST_RATE = 25_000;

type Append = (lane: number, events: number) => Promise<void>;

/** Measures durable events per second with 64 concurrent sessions, against the floor's single statement. */
export async function benchAppend(world: World): Promise<BenchRow[]> {
  await using log = await openProductLog(await createProductDatabase(world.postgres));
  await using pool = await openPool(world);
  const sides = { product: await openProductLanes(log), floor: await openFloorLanes(await openFloorLog(pool.pool)) };
  const rows: BenchRow[] = [];
  for (const eventsPerAppend of SIZES) {
    const rates = { product: [] as number[], floor: [] as number[] };
    const play = async (side: 'product' | 'floor', ms: number) => {
      const append = (lane: number) => sides[side](lane, eventsPerAppend);
      return runAppenders({ append, lanes: LANES, ms, eventsPerAppend });
    };
    for (let round = 0; round <= world.play.rounds; round += 1) {
      for (const side of round % 2 === 0 ? (['product', 'floor'] as const) : (['floor', 'product'] as const)) {
        const rate = await play(side, round === 0 ? MS / 3 : MS);
        if (round > 0) rates[side].push(rate);
      }
    }
    const name = `append by ${eventsPerAppend}, C=${LANES}`;
    rows.push(
      bound({ name, unit: '/s', values: rates.product, goal: LEAST_RATE, atLeast: true }),
      compare({ name: '  against the floor', unit: '/s', ...rates, larger: 'better' }),
    );
  }
  rows.push(bound({ name: 'sessions with a hole', unit: '', values: [await log.countBroken()], goal: 0 }));
  return rows;
}

async function openProductLanes(log: ProductLog): Promise<Append> {
  const sessions = await Promise.all(Array.from({ length: LANES }, () => log.createSession()));
  return async (lane, events) => {
    const session = sessions[lane];
    if (session !== undefined) await log.append(session, events);
  };
}

async function openFloorLanes(log: FloorLog): Promise<Append> {
  const sessions = Array.from({ length: LANES }, () => crypto.randomUUID());
  for (const session of sessions) await log.createSession(session);
  const data = { iteration: 1, success_count: 1, error_count: 0 };
  return async (lane, events) => {
    const drafts = Array.from({ length: events }, () => toDraft('act.completed', data));
    await log.append(sessions[lane] ?? '', drafts);
  };
}

async function openPool(world: World) {
  const pool = new pg.Pool({ connectionString: await createDatabase(world.postgres), max: 20 });
  return { pool, [Symbol.asyncDispose]: () => pool.end() };
}
