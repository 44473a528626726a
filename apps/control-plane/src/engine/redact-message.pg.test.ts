import type { EventDraft, Message, MessageId, SessionId } from '@everruns/schemas';
import { toContextMessages } from '@everruns/core';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { indexMessages } from '../repositories/message-search.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { erase, fork, readLog } from './testing/fork-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const SECRET = 'The door code is Xyzzyplugh.';

/** A conversation whose first message is a secret, and whose answer calls a tool. */
async function talk(text = SECRET): Promise<{ session: SessionId; asked: MessageId }> {
  const session = await kit.newSession();
  const { turn, id } = await kit.post(session, text);
  await kit.commitReason(await kit.begin(turn.id), { text: 'I look.', calls: ['look'] });
  await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal: 0 }));
  await kit.commitReason(await kit.begin(turn.id, { iteration: 2 }), { text: 'Found.' });
  return { session, asked: id };
}

const redact = (session_id: SessionId, message_id: MessageId, key?: string): Promise<Message> =>
  kit.verbs.redactMessage(CTX, {
    session_id,
    message_id,
    idempotency: key === undefined ? null : { scope: `redact ${message_id}`, key, fingerprint: 'f' },
  });
const logOf = async (session: SessionId): Promise<string> => JSON.stringify(await readLog(kit, session));
const messagesOf = async (session: SessionId): Promise<Message[]> =>
  (await kit.verbs.listMessages(CTX, { session_id: session, limit: 100, order: 'asc' })).data;

/** Every text of the database, as it lies in the tables. */
async function holds(text: string): Promise<string[]> {
  const tables = ['event_chunks', 'sessions', 'session_texts', 'turn_inputs', 'atoms', 'waits', 'idempotency_keys'];
  const found: string[] = [];
  for (const table of tables) {
    const sql = `select 1 from ${table} t where strpos(to_jsonb(t)::text, $1) > 0 limit 1`;
    if ((await runSql(kit.database.db, sql, [text])).length > 0) found.push(table);
  }
  return found;
}

async function toldOf(session: SessionId): Promise<string> {
  const begun = await kit.begin((await kit.post(session, 'and now')).turn.id);
  return JSON.stringify(toContextMessages(begun.messages).filter(({ edit }) => edit === undefined));
}

describe('a redacted message', () => {
  it('has lost what it said, in the log and in the memory of models, and the log says so once', async () => {
    const { session, asked } = await talk();
    await indexMessages(kit.deps.db, [session]);
    const sql = 'select 1 from message_search where session_id = $1 and sequence = 1';
    expect(await runSql(kit.database.db, sql, [session])).toHaveLength(1);
    expect(await redact(session, asked)).toMatchObject({
      id: asked,
      redacted: true,
      content: [{ type: 'text', text: '[redacted]' }],
    });
    await redact(session, asked);
    expect(await kit.count(session, 'message.redacted')).toBe(1);
    expect(await kit.count(session, 'message.excluded')).toBe(1);
    expect(await holds('Xyzzyplugh')).toEqual([]);
    expect((await messagesOf(session))[0]).toMatchObject({ id: asked, redacted: true });
    expect(await toldOf(session)).not.toContain('Xyzzyplugh');
    await indexMessages(kit.deps.db, [session]);
    expect(await runSql(kit.database.db, sql, [session])).toEqual([]);
  });

  it('goes with the arguments of its calls and their results', async () => {
    const { session } = await talk('Look.');
    const answer = (await messagesOf(session)).find(({ role }) => role === 'agent');
    const before = await readLog(kit, session);
    await redact(session, answer?.id as MessageId);
    const after = (await readLog(kit, session)).slice(0, before.length);
    expect(after.map(({ id, type, sequence }) => [id, type, sequence])).toEqual(
      before.map(({ id, type, sequence }) => [id, type, sequence]),
    );
    const changed = after.filter(({ data }, index) => data !== before[index]?.data).map(({ type }) => type);
    expect(new Set(changed)).toEqual(new Set(['output.message.completed', 'tool.completed']));
    const result = (await messagesOf(session)).find(({ role }) => role === 'tool_result');
    expect(result?.content).toMatchObject([{ type: 'tool_result', result: '[redacted]' }]);
  });

  it('is gone from the summaries that stand for it', async () => {
    const { session, asked } = await talk();
    const begun = await kit.begin((await kit.post(session, 'second')).turn.id);
    const message = {
      id: v7(),
      session_id: session,
      role: 'user',
      content: [{ type: 'text', text: 'They said Xyzzyplugh.' }],
      compaction: { covered_through_sequence: begun.messages.at(-2)?.sequence ?? 1, kept_sequences: [] },
      created_at: '2026-11-30T09:00:00.000Z',
    };
    const summary = { type: 'context.compacted', data: { tokens_before: 9, tokens_after: 1, message } };
    await kit.commitReason(begun, { before: [summary as unknown as EventDraft] });
    await redact(session, asked);
    expect(await logOf(session)).not.toContain('Xyzzyplugh');
    expect(await toldOf(session)).not.toContain('They said');
  });

  it('that waited in the queue has lost what it said there, too', async () => {
    const session = await kit.newSession();
    const first = await kit.post(session, 'first');
    const queued = await kit.post(session, SECRET);
    await kit.commitReason(await kit.begin(first.turn.id));
    await kit.commitReason(await kit.begin(queued.turn.id));
    await redact(session, queued.id);
    expect(await logOf(session)).not.toContain('Xyzzyplugh');
  });

  it('cannot be redacted while a turn runs, also in a fork, nor can what was never said', async () => {
    const { session, asked } = await talk('The other code is Plover.');
    const { id } = await fork(kit, session);
    await kit.begin((await kit.post(id, 'runs')).turn.id);
    await expect(redact(session, asked)).rejects.toMatchObject({ code: 'session_busy' });
    expect(await logOf(session)).toContain('Plover');
    await expect(redact(session, v7() as MessageId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a redacted message of a lineage', () => {
  it('is gone in every session that has it, whichever was asked, and stays where it never was', async () => {
    const { session } = await talk('Hello.');
    const early = await fork(kit, session);
    const { turn, id: asked, sequence = 0 } = await kit.post(session, SECRET);
    await kit.commitReason(await kit.begin(turn.id), { text: 'I see.' });
    const middle = await fork(kit, session, { at_sequence: sequence });
    const late = await fork(kit, session);
    const deep = await fork(kit, late.id);
    await redact(late.id, asked, 'k');
    for (const id of [session, middle.id, late.id, deep.id]) {
      expect(await logOf(id)).not.toContain('Xyzzyplugh');
      expect(await kit.count(id, 'message.redacted')).toBe(1);
      expect(await toldOf(id)).not.toContain('Xyzzyplugh');
    }
    expect(await holds('Xyzzyplugh')).toEqual([]);
    expect(await kit.count(early.id, 'message.redacted')).toBe(0);
  });

  it('is gone also where a fork has inherited the row of an erased session', async () => {
    const { session, asked } = await talk();
    const heir = await fork(kit, session);
    const other = await fork(kit, session);
    await erase(kit, session);
    await redact(other.id, asked);
    expect(await logOf(heir.id)).not.toContain('Xyzzyplugh');
    expect(await holds('Xyzzyplugh')).toEqual([]);
  });

  it('leaves nothing in a fork that is made at the same moment', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { session, asked } = await talk();
      const [, ...made] = await Promise.all([
        redact(session, asked),
        ...[2, 4, 5].map((at_sequence) => fork(kit, session, { at_sequence })),
      ]);
      for (const { id } of made) expect(await logOf(id)).not.toContain('Xyzzyplugh');
    }
    expect(await holds('Xyzzyplugh')).toEqual([]);
  });
});
