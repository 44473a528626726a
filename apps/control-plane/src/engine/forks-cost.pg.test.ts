import { judgeFigure } from '@everruns/kernel/testing';
import type { SessionId } from '@everruns/schemas';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, runSql, type OpenDatabase } from '../db/database.ts';
import { countRowsRead } from '../db/testing/count-rows-read.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { forkSession } from './verbs/fork-session.ts';

const EVENTS = 10_000;
const TIMED = 20;
/** However long its parent's log is. One of an earlier place also looks for its chunk, copies a part of it, and asks what was foreign before. */
const MOST = { statements: { atTheEnd: 7, before: 10 }, rows: 50 };

const SEED = `insert into event_chunks (org_id, session_id, sequence, id, ts, turn_id, types, contexts, places, data, is_numbered, has_generation, has_edit)
  select s.org_id, s.id, s.next_sequence - 1 + n * 5, gen_random_uuid(), now(), gen_random_uuid(),
    array_fill('reason.completed'::text, '{4}') || '{output.message.completed}', array['{}'::json], '{1,1,1,1,1}',
    array_fill(json_build_object('note', repeat('x', 300)), '{5}'), true, false, false
  from sessions s, generate_series(1, $2::int / 5) n where s.id = $1`;

let kit: EngineKit;
/** One connection, so that its statistics can be asked for. */
let database: OpenDatabase;
let statements = 0;
let parent: SessionId;
beforeAll(async () => {
  kit = await EngineKit.open();
  database = openDatabase({
    url: kit.url,
    size: 1,
    log: pino({ level: 'silent' }),
    onStatement: () => (statements += 1),
  });
  parent = await kit.newSession();
  await runSql(database.db, SEED, [parent, EVENTS]);
  await runSql(database.db, 'update sessions set next_sequence = next_sequence + $2 where id = $1', [parent, EVENTS]);
  await runSql(database.db, 'analyze event_chunks', []);
  kit.deps.memory.forget(parent);
});
afterAll(async () => {
  await database.close();
  await kit[Symbol.asyncDispose]();
});

const fork = (at_sequence?: number) =>
  forkSession({ ...kit.deps, db: database.db }, CTX, {
    session_id: parent,
    request: at_sequence === undefined ? {} : { at_sequence },
    idempotency: null,
  });

it.each([
  ['at the end', undefined, MOST.statements.atTheEnd],
  ['in the middle', EVENTS / 2 + 3, MOST.statements.before],
])('a fork of 10,000 events %s reads few of its rows', async (_, at, most) => {
  await fork(at);
  const before = await countRowsRead(database.db, 'event_chunks');
  statements = 0;
  await fork(at);
  const used = statements;
  const rows = (await countRowsRead(database.db, 'event_chunks')) - before;
  process.stdout.write(`a fork of ${EVENTS} events: ${used} statements, ${rows} rows and entries of the log read\n`);
  expect(used).toBeLessThanOrEqual(most);
  expect(rows).toBeLessThanOrEqual(MOST.rows);
});

it.each([
  ['at the end', undefined],
  ['in the middle', EVENTS / 2 + 3],
])('a fork of 10,000 events %s takes little time', async (where, at) => {
  const times: number[] = [];
  for (let count = 0; count < TIMED; count += 1) {
    const begunAt = performance.now();
    await fork(at);
    times.push(performance.now() - begunAt);
  }
  const median = times.toSorted((left, right) => left - right)[TIMED / 2] ?? 0;
  judgeFigure({ name: `a fork of ${EVENTS} events ${where}`, value: median, unit: 'ms', most: 20 });
});
