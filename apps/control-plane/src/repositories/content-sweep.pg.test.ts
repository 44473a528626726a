import { createHash } from 'node:crypto';
import type { SessionId } from '@everruns/schemas';
import { pino } from 'pino';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase, runSql } from '../db/database.ts';
import { countRowsRead } from '../db/testing/count-rows-read.ts';
import { CTX, EngineKit } from '../engine/testing/engine-kit.ts';
import { erase, fork } from '../engine/testing/fork-kit.ts';
import { deleteUnnamedContents } from './content-sweep.ts';
import { putRequestContents } from './request-contents.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
beforeEach(() => run('delete from request_contents'));
afterAll(() => kit[Symbol.asyncDispose]());

const run = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => runSql<Row>(kit.database.db, sql, values);
const hashOf = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');

/** Records generations of a session that were told these system prompts, each after its contents were stored. */
async function tell(session: SessionId, ...prompts: string[]): Promise<void> {
  for (const prompt of prompts) {
    const settings = { purpose: 'answer', provider: 'llmsim', model: 'sim' };
    const head = JSON.stringify({ system: hashOf(prompt), tools: hashOf('[]'), settings });
    await putRequestContents(kit.deps.db, CTX, [head, prompt, '[]']);
    const data = { request: { messages_through_sequence: 1, tools: [], head: hashOf(head) } };
    await run(
      `insert into event_chunks (org_id, session_id, sequence, id, ts, types, contexts, places, data, is_numbered, has_generation, has_edit)
       select org_id, id, next_sequence, $2, clock_timestamp(), '{llm.generation}', '{}', '{0}', array[$3::json], true, true, false from sessions where id = $1`,
      [session, v7(), JSON.stringify(data)],
    );
    await run('update sessions set next_sequence = next_sequence + 1 where id = $1', [session]);
    kit.deps.memory.forget(session);
  }
}

/** Lets the days pass after which a pass is due. */
async function later(): Promise<void> {
  await run(`update content_sweeps set due_at = due_at - interval '2 days'`);
  await run(`update request_contents set used_at = used_at - interval '2 days'`);
}

async function sweep(): Promise<number> {
  return [...(await deleteUnnamedContents(kit.deps.db)).values()].reduce((sum, bytes) => sum + bytes, 0);
}

const stored = async () =>
  (await run<{ content: string }>('select content from request_contents order by content'))
    .map(({ content }) => content)
    .filter((content) => !content.startsWith('{'));

it('what only erased sessions were told goes after two days, and what others were told stays', async () => {
  const [gone, stays] = [await kit.newSession(), await kit.newSession()];
  await tell(gone, 'Alone.', 'Shared.');
  await tell(stays, 'Shared.', 'Own.');
  await erase(kit, gone);
  await sweep();
  expect(await stored()).toEqual(['Alone.', 'Own.', 'Shared.', '[]']);
  await later();
  expect(await sweep()).toBeGreaterThan(Buffer.byteLength('Alone.'));
  expect(await stored()).toEqual(['Own.', 'Shared.', '[]']);
  expect(await run('select * from content_sweeps')).toEqual([]);
  expect(await sweep()).toBe(0);
});

it('what a fork has of an erased session keeps its contents', async () => {
  const parent = await kit.newSession();
  await tell(parent, 'Of the parent.');
  const { id } = await fork(kit, parent);
  await erase(kit, parent);
  await later();
  await sweep();
  expect(await stored()).toEqual(['Of the parent.', '[]']);
  await erase(kit, id);
  await later();
  await sweep();
  expect(await stored()).toEqual([]);
});

it('a content that was sent again since is kept, because a generation may be on its way', async () => {
  const session = await kit.newSession();
  await tell(session, 'Again.');
  await erase(kit, session);
  await later();
  await putRequestContents(kit.deps.db, CTX, ['Again.']);
  await sweep();
  expect(await stored()).toEqual(['Again.']);
});

it('an erasure during a pass leads to another pass', async () => {
  const [first, second] = [await kit.newSession(), await kit.newSession()];
  await tell(first, 'First.');
  await tell(second, 'Second.');
  await erase(kit, first);
  await later();
  await run('update content_sweeps set started_at = now()');
  await erase(kit, second);
  await sweep();
  expect(await run('select started_at from content_sweeps')).toEqual([{ started_at: null }]);
  await later();
  await sweep();
  expect(await stored()).toEqual([]);
});

it('a step reads 500 rows of the log at most, and the next one goes on there', async () => {
  const [long, gone] = [await kit.newSession(), await kit.newSession()];
  await tell(gone, 'Gone.');
  await tell(long, 'Long.');
  await run(
    `insert into event_chunks (org_id, session_id, sequence, id, ts, types, contexts, places, data, is_numbered, has_generation, has_edit)
     select c.org_id, c.session_id, c.sequence + n, gen_random_uuid(), c.ts + n * interval '1 millisecond', c.types, c.contexts, c.places, c.data, true, true, false
     from event_chunks c, generate_series(1, 1200) n where c.session_id = $1 and c.has_generation`,
    [long],
  );
  await erase(kit, gone);
  await later();
  const database = openDatabase({ url: kit.url, size: 1, log: pino({ level: 'silent' }) });
  await runSql(database.db, 'analyze event_chunks', []);
  const before = await countRowsRead(database.db, 'event_chunks');
  await deleteUnnamedContents(database.db, { steps: 1 });
  expect((await countRowsRead(database.db, 'event_chunks')) - before).toBeLessThanOrEqual(2 * 502);
  await database.close();
  expect(await stored()).toEqual(['Gone.', 'Long.', '[]']);
  await sweep();
  expect(await stored()).toEqual(['Long.', '[]']);
});
