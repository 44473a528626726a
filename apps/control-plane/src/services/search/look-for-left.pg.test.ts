import type { SessionId } from '@everruns/schemas';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, runSql, type OpenDatabase } from '../../db/database.ts';
import { countRowsRead } from '../../db/testing/count-rows-read.ts';
import { EngineKit } from '../../engine/testing/engine-kit.ts';
import { findSearchMark, putSearchMark } from '../../repositories/unindexed-sessions.ts';
import { lookForLeft } from './look-for-left.ts';

const SESSIONS = 3_000;
const PAGE = 100;
/** Their messages are all searchable. */
const SEED = [
  `insert into sessions (org_id, id, agent_id, usage, next_sequence)
    select s.org_id, gen_random_uuid(), s.agent_id, s.usage, 5 from sessions s, generate_series(1, ${SESSIONS}) where s.id = $1`,
  `insert into session_texts (org_id, session_id, through_sequence) select org_id, id, 4 from sessions where next_sequence = 5 and id <> $1`,
];

let kit: EngineKit;
/** One connection, so that its statistics can be asked for. */
let database: OpenDatabase;
beforeAll(async () => {
  kit = await EngineKit.open();
  database = openDatabase({ url: kit.url, size: 1, log: pino({ level: 'silent' }) });
  const session = await kit.newSession();
  for (const statement of SEED) await runSql(database.db, statement, [session]);
  await runSql(database.db, 'analyze sessions', []);
});
afterAll(async () => {
  await database.close();
  await kit[Symbol.asyncDispose]();
});

/** Looks once, makes what it finds searchable, and returns it. */
async function look(signal = new AbortController().signal, onPage?: () => void): Promise<SessionId[]> {
  const found: SessionId[] = [];
  const catchUp = async (ids: readonly SessionId[]): Promise<void> => {
    found.push(...ids);
    const mark = `insert into session_texts (org_id, session_id, through_sequence) select org_id, id, next_sequence - 1 from sessions
      where id = any($1::uuid[]) on conflict (session_id) do update set through_sequence = excluded.through_sequence`;
    await runSql(database.db, mark, [ids]);
    onPage?.();
  };
  await lookForLeft(database.db, { signal, page: PAGE, catchUp });
  return found;
}

async function leave(id: SessionId): Promise<void> {
  await runSql(database.db, 'update sessions set next_sequence = next_sequence + 1 where id = $1', [id]);
}

it('the first look goes through all sessions once, and goes on where it was interrupted', async () => {
  const end = new AbortController();
  let pages = 0;
  await look(end.signal, () => void ((pages += 1) === 3 && end.abort()));
  const { mark } = await findSearchMark(database.db);
  expect(mark.through).toBeNull();
  const before = await countRowsRead(database.db, 'sessions');
  await look();
  const read = (await countRowsRead(database.db, 'sessions')) - before;
  expect(read).toBeLessThan(3 * (SESSIONS - PAGE));
  expect((await findSearchMark(database.db)).mark.through).not.toBeNull();
});

it('later ones read what has changed and one page, however many sessions there are, and after all pages have missed nothing', async () => {
  const [last] = await runSql<{ id: SessionId }>(
    database.db,
    'select id from sessions where next_sequence = 5 order by id desc limit 1',
    [],
  );
  if (last === undefined) throw new Error('there are sessions');
  await leave(last.id);
  const reads: number[] = [];
  const found: SessionId[] = [];
  for (let looks = 0; looks <= SESSIONS / PAGE + 1 && !found.includes(last.id); looks += 1) {
    const before = await countRowsRead(database.db, 'sessions');
    found.push(...(await look()));
    reads.push((await countRowsRead(database.db, 'sessions')) - before);
  }
  expect(found).toContain(last.id);
  expect(reads.length).toBeGreaterThan(SESSIONS / PAGE - 2);
  // Each is read by its index and as a row.
  expect(Math.max(...reads)).toBeLessThanOrEqual(2 * (PAGE + 10));
});

it('a session in which somebody spoke since the last look is found by the next one', async () => {
  await look();
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'hello');
  await kit.commitReason(await kit.begin(turn.id), { text: 'hi' });
  expect(await look()).toContain(session);
});

it('what has changed is found with the rights of the engine, which looks for all organizations', async () => {
  await look();
  const session = await kit.newSession();
  const { turn } = await kit.post(session, 'hello');
  await kit.commitReason(await kit.begin(turn.id), { text: 'hi' });
  const found: SessionId[] = [];
  const catchUp = async (ids: readonly SessionId[]) => void found.push(...ids);
  await lookForLeft(kit.deps.db, { signal: new AbortController().signal, page: PAGE, catchUp });
  expect(found).toContain(session);
  await look();
});

it('a mark that cannot be read is begun anew', async () => {
  await runSql(database.db, `update platform_settings set value = '{"through": 7}' where name = 'message_search'`, []);
  expect((await findSearchMark(database.db)).mark.through).toBeNull();
  await putSearchMark(database.db, { through: null, after: '00000000-0000-0000-0000-000000000000' as SessionId });
  expect(await look()).toEqual([]);
});
