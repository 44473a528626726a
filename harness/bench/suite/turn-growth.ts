import pg from 'pg';
import { playTurns } from '../load/play-turns.ts';
import { requestJson } from '../load/request-json.ts';
import { type BenchRow, bound } from '../measure/bench-row.ts';
import { readCpuMs } from '../measure/cpu-time.ts';
import { medianOf } from '../measure/median.ts';
import { toolRounds } from './script.ts';
import { startProductSubject, type Subject } from './subject.ts';
import type { World } from './world.ts';

const TURNS = 400;
const WINDOW = 20;
const SESSIONS = 4;
/** The first turns of the compared windows: turns 1–20 and 201–220. */
const [EARLY, LATE] = [0, 200];
const MAX_CPU_RATIO = 1.3;
const MAX_BYTES_RATIO = 1.1;

/** Runs one conversation turn after turn, to see whether turn 200 costs as much as turn 10. */
export async function benchTurnGrowth(world: World): Promise<BenchRow[]> {
  const product = await startProductSubject(world.postgres, { name: 'product' });
  try {
    // One session is not measured, so that the early turns do not pay for compilation.
    await playSession(product, world, WINDOW * 5);
    const runs: Window[][] = [];
    for (let session = 0; session < SESSIONS; session += 1) runs.push(await playSession(product, world, TURNS));
    const of = (at: number, pick: (window: Window) => number) =>
      runs.flatMap((run) => run.filter(({ turn }) => turn === at).map(pick));
    const ratios = (pick: (window: Window) => number) =>
      of(LATE, pick).map((late, index) => late / (of(EARLY, pick)[index] ?? late));
    const points = (pick: (window: Window) => number) =>
      Array.from({ length: TURNS / WINDOW }, (_, index) => ({
        x: index * WINDOW + WINDOW / 2,
        y: medianOf(of(index * WINDOW, pick)),
      }));
    world.figures.push({
      name: 'turn-growth',
      title: 'One session, 400 one-tool turns',
      x: 'turn',
      y: '',
      series: [
        { name: 'CPU a turn, ms', points: points(({ cpuMs }) => cpuMs) },
        { name: 'stored KiB a turn', points: points(({ bytes }) => bytes / 1024) },
      ],
    });
    return [
      bound({
        name: 'CPU around turn 200 over turn 10',
        unit: '',
        values: ratios(({ cpuMs }) => cpuMs),
        goal: MAX_CPU_RATIO,
      }),
      bound({
        name: 'stored bytes around turn 200 over turn 10',
        unit: '',
        values: ratios(({ bytes }) => bytes),
        goal: MAX_BYTES_RATIO,
      }),
    ];
  } finally {
    await product.kill();
  }
}

interface Window {
  /** The first turn of the window. */
  turn: number;
  /** CPU milliseconds of a turn, for the server and PostgreSQL. */
  cpuMs: number;
  /** The size of a turn's events. */
  bytes: number;
}

const BYTES = `select coalesce(sum(octet_length(data::text) + octet_length(context::text)), 0)::int as bytes from events
  where session_id = $1`;

async function playSession(
  { url, agentId, pid, databaseUrl }: Subject,
  world: World,
  turns: number,
): Promise<Window[]> {
  const { id: sessionId } = await requestJson<{ id: string }>(`${url}/v1/sessions`, { agent_id: agentId });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const readBytes = async () => (await client.query<{ bytes: number }>(BYTES, [sessionId])).rows[0]?.bytes ?? 0;
  const windows: Window[] = [];
  const pids = [pid, world.play.postgresPid];
  for (let turn = 0; turn < turns; turn += WINDOW) {
    const [cpu, bytes] = [readCpuMs(pids), await readBytes()];
    await playTurns({ url, sessionId, text: toolRounds(1), turns: WINDOW });
    const cpuMs = (readCpuMs(pids) - cpu) / WINDOW;
    windows.push({ turn, cpuMs, bytes: ((await readBytes()) - bytes) / WINDOW });
  }
  await client.end();
  return windows;
}
