import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from '../../dev/api-client.ts';
import { queryPostgres } from '../../dev/query-postgres.ts';
import { toSeconds } from '../load/load.ts';
import { beyondBound, type Drill, type Late } from './drill.ts';
import { countOpenTurns } from './open-turns.ts';
import { timed } from './strike-drill.ts';

/** A session takes a hundred waiting messages beside the one that runs. */
const [SESSIONS, MESSAGES] = [100, 100];
const POSTS_AT_ONCE = 20;
/** Of a machine with two cores, for all of them. */
const PATIENCE_MS = 1_800_000;
const SILENT_MS = 120_000;

const FAULTS = `with own as (select t.*, row_number() over (partition by t.session_id order by t.started_at) as begun from turns t),
    asked as (select e.session_id, e.turn_id, e.sequence, e.data #>> '{message,content,0,text}' as text,
      row_number() over (partition by e.session_id order by e.chunk, e.sequence) as place from events e where e.type = 'input.message')
  select count(*)::int as turns, count(*) filter (where own.status = 'completed')::int as completed,
    count(*) filter (where asked.text not like asked.place || ' %')::int as out_of_order,
    count(*) filter (where own.begun <> asked.place)::int as begun_out_of_order, sum(own.segment)::int as segments
  from own join asked on asked.turn_id = own.id`;

interface Drained {
  turns: number;
  completed: number;
  out_of_order: number;
  begun_out_of_order: number;
  segments: number;
}

/** Ten thousand messages are taken while no worker is there. */
export const backlog: Drill = {
  name: 'backlog',
  says: `${SESSIONS * MESSAGES} messages are queued while all workers are away, and answered in their order when they are back`,
  async run({ urls, workers, postgres }, { onProgress }) {
    const api = new ApiClient(urls);
    const ids = (await Promise.all(Array.from({ length: SESSIONS }, () => api.createSession()))).map(({ id }) => id);
    await Promise.all(workers.map((worker) => worker.kill('SIGTERM')));
    const postedMs = await timed(() => postAll(api, ids));
    onProgress(`${SESSIONS * MESSAGES} messages were taken in ${toSeconds(postedMs)}; the workers come back …`);
    const drainedMs = await timed(async () => {
      await Promise.all(workers.map((worker) => worker.start()));
      await untilDrained(postgres.url, onProgress);
    });
    const [drained] = await queryPostgres<Drained>(postgres.url, FAULTS, []);
    if (drained === undefined) throw new Error('an aggregate has a row');
    const rate = Math.round((1_000 * drained.turns) / drainedMs);
    return {
      violations: findFaults(drained),
      lines: [
        `${drained.completed} of ${drained.turns} messages answered ${toSeconds(drainedMs)} after the workers came back, ${rate} a second`,
        `${drained.segments} segments; out of order: ${drained.out_of_order} in logs, ${drained.begun_out_of_order} begun`,
      ],
    };
  },
};

function findFaults({ turns, completed, segments, ...wrong }: Drained): Late[] {
  return [
    ...(turns === SESSIONS * MESSAGES && completed === turns ? [] : [`${completed} of ${turns} turns completed`]),
    ...(wrong.out_of_order === 0 ? [] : [`${wrong.out_of_order} messages were told in another order`]),
    ...(wrong.begun_out_of_order === 0 ? [] : [`${wrong.begun_out_of_order} turns began in another order`]),
    // Only the first turn of a session was handed out while nobody was there to take it.
    ...(segments <= turns + SESSIONS ? [] : [`${turns} turns took ${segments} segments`]),
  ].map(beyondBound);
}

async function postAll(api: ApiClient, ids: readonly string[]): Promise<void> {
  const left = ids.values();
  const lane = async (): Promise<void> => {
    for (const id of left) for (let nth = 1; nth <= MESSAGES; nth += 1) await api.post(id, `${nth} [[sim:text Done.]]`);
  };
  await Promise.all(Array.from({ length: POSTS_AT_ONCE }, lane));
}

/** Throws when nothing ends any more. */
async function untilDrained(url: string, onProgress: (text: string) => void): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  let seen = { left: Infinity, at: performance.now() };
  while (seen.left > 0) {
    await sleep(1_000);
    const left = await countOpenTurns(url);
    const now = performance.now();
    if (left !== seen.left) seen = { left, at: now };
    if (now > giveUpAt || now - seen.at > SILENT_MS) throw new Error(`${left} turns are left, and none ends`);
    if (Math.round(now / 1_000) % 60 === 0) onProgress(`  ${left} are left`);
  }
}
