import { judgeFigure, judgesFigures } from '@everruns/kernel/testing';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, runSql, type OpenDatabase } from '../../db/database.ts';
import { countRowsRead } from '../../db/testing/count-rows-read.ts';
import { CTX, EngineKit } from '../testing/engine-kit.ts';
import { runSweep, type SweepResult } from './sweep.ts';

/** Every night a hundred thousand. */
const PARKED = judgesFigures() ? 100_000 : 20_000;
const QUEUED = 2_000;
const TIMED = 20;
/** What one sweep may read of turns: its lists are short here, whatever waits. */
const MOST_ROWS = 1_000;

/** Sessions and parked turns that wait for an answer: some day their deadline comes. One in 50 has a queued turn behind it. */
const SEED = `with base as (
  select s.org_id, s.agent_id, s.usage, t.id as turn_id from sessions s join turns t on t.session_id = s.id where t.id = $1
), made as (
  insert into sessions (org_id, id, agent_id, status, active_turn_id, usage, queued_count)
  select b.org_id, gen_random_uuid(), b.agent_id, 'requires_action', gen_random_uuid(), b.usage,
    case when n <= ${QUEUED} then 1 else 0 end
  from base b, generate_series(1, ${PARKED}) n returning id, active_turn_id, queued_count
), parked as (
  insert into turns (org_id, id, session_id, input_message_id, status, agent_version, max_iterations, timeout_ms, usage,
    open_calls, open_waits, waiting_for, deadline_at)
  select t.org_id, m.active_turn_id, m.id, gen_random_uuid(), 'waiting', t.agent_version, t.max_iterations, t.timeout_ms, t.usage,
    1, 1, '[{"iteration": 1, "ordinal": 0}]', now() + interval '1 day'
  from made m, turns t where t.id = $1
)
insert into turns (org_id, id, session_id, input_message_id, status, queue_rank, agent_version, max_iterations, timeout_ms, usage)
select t.org_id, gen_random_uuid(), m.id, gen_random_uuid(), 'queued', 1, t.agent_version, t.max_iterations, t.timeout_ms, t.usage
from made m, turns t where t.id = $1 and m.queued_count = 1`;

let kit: EngineKit;
/** One connection, so that its statistics can be asked for. */
let database: OpenDatabase;
beforeAll(async () => {
  kit = await EngineKit.open();
  database = openDatabase({ url: kit.url, size: 1, log: pino({ level: 'silent' }) });
  const { turn } = await kit.post(await kit.newSession(), 'hello');
  await runSql(database.db, SEED, [turn.id]);
  await runSql(database.db, 'analyze turns', []);
  await runSql(database.db, 'analyze sessions', []);
}, 120_000);
afterAll(async () => {
  await database.close();
  await kit[Symbol.asyncDispose]();
});

const countRead = (): Promise<number> => countRowsRead(database.db, 'turns');

let queuesAfter: SweepResult['queues_through'] = null;
async function sweep(): Promise<SweepResult> {
  const answer = await runSweep(database.db, {
    processId: randomUUID(),
    graceMs: 0,
    beating: [],
    watched: [],
    queuesAfter,
    waitsAfter: null,
    childrenAfter: null,
  });
  queuesAfter = answer.queues_through;
  return answer;
}

it(`what a sweep reads does not grow with ${PARKED} parked turns`, async () => {
  await sweep();
  const before = await countRead();
  await sweep();
  expect((await countRead()) - before).toBeLessThan(MOST_ROWS);
});

it(`a sweep takes milliseconds beside ${PARKED} parked turns`, async () => {
  const times: number[] = [];
  for (let count = 0; count < TIMED; count += 1) {
    const begunAt = performance.now();
    await sweep();
    times.push(performance.now() - begunAt);
  }
  const median = times.toSorted((a, b) => a - b)[TIMED / 2] ?? Infinity;
  judgeFigure({ name: `a sweep beside ${PARKED} parked turns`, value: median, unit: 'ms', most: 5 });
});

it('turns whose time has come are found among them, a hundred at a time', async () => {
  await runSql(
    database.db,
    `update turns set wake_at = now() where id in (select id from turns where status = 'waiting' limit 150)`,
    [],
  );
  const { wakeable } = await sweep();
  expect(wakeable).toHaveLength(100);
});

it('a session with a queue and no active turn is found after some sweeps, wherever it is', async () => {
  const [last] = await runSql<{ session_id: string }>(
    database.db,
    `select session_id from turns where status = 'queued' order by session_id desc limit 1`,
    [],
  );
  await runSql(database.db, 'update sessions set active_turn_id = null where id = $1', [last?.session_id]);
  queuesAfter = null;
  for (let count = 0; count <= QUEUED / 200; count += 1) {
    const { stuck } = await sweep();
    if (stuck.length > 0) return expect(stuck).toEqual([{ org_id: CTX.org_id, session_id: last?.session_id }]);
  }
  expect.unreachable('no sweep has found the session');
});
