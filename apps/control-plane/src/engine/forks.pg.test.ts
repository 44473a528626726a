import { hasErrorCode, type SessionId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { asLogOf, erase, fork, rangesOf, readLog } from './testing/fork-kit.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

/** Plays a turn with one answer, and the result of a call if one is asked for. */
async function say(session: SessionId, text: string, calls: string[] = []): Promise<void> {
  const { turn } = await kit.post(session, text);
  await kit.commitReason(await kit.begin(turn.id), { text: `on ${text}`, calls });
  if (calls.length === 0) return;
  for (const ordinal of calls.keys()) await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal }));
  await kit.commitReason(await kit.begin(turn.id, { iteration: 2 }), { text: 'done' });
}

async function talk(...texts: string[]): Promise<SessionId> {
  const session = await kit.newSession();
  for (const text of texts) await say(session, text);
  return session;
}

const textsOf = async (session: SessionId): Promise<string[]> => {
  const { data } = await kit.verbs.listMessages(CTX, { session_id: session, limit: 100, order: 'asc' });
  return data.map(({ content }) => content.map((part) => (part.type === 'text' ? part.text : part.type)).join());
};

describe('a fork', () => {
  it('has the log of its parent, with the same sequences and ids, as its own, and goes on by itself', async () => {
    const parent = await talk('one', 'two');
    const before = await readLog(kit, parent);
    const forked = await fork(kit, parent, { title: 'Another way' });
    expect(forked).toMatchObject({
      title: 'Another way',
      status: 'idle',
      last_sequence: before.length + 1,
      forked_from: { session_id: parent, at_sequence: before.length },
      usage: { input_tokens: 0, output_tokens: 0 },
    });
    await say(forked.id, 'three');
    await say(parent, 'four');
    const log = await readLog(kit, forked.id);
    expect(log.slice(0, before.length)).toEqual(asLogOf(forked.id, before));
    expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, index) => index + 1));
    expect(log[before.length]?.type).toBe('session.forked');
    expect(await textsOf(forked.id)).toEqual(['one', 'on one', 'two', 'on two', 'three', 'on three']);
    expect(await textsOf(parent)).toEqual(['one', 'on one', 'two', 'on two', 'four', 'on four']);
    expect((await readLog(kit, parent)).slice(0, before.length)).toEqual(before);
  });

  it('can begin in the middle of what one commit wrote, and tells models what was said up to there', async () => {
    const parent = await talk('one', 'two');
    const log = await readLog(kit, parent);
    const second = log.findLastIndex(({ type }) => type === 'input.message');
    for (const at of [1, second, second + 2]) {
      const forked = await fork(kit, parent, { at_sequence: at });
      expect((await readLog(kit, forked.id)).slice(0, at)).toEqual(asLogOf(forked.id, log.slice(0, at)));
      const { turn } = await kit.post(forked.id, 'instead');
      const { messages } = await kit.begin(turn.id);
      const told = messages.map(({ content, session_id }) => [content[0], session_id]);
      const said = log.slice(0, at).filter(({ type }) => /^(input|output)\.message(\.completed)?$/.test(type)).length;
      expect(told).toHaveLength(said + 1);
      expect(told.at(-1)).toEqual([{ type: 'text', text: 'instead' }, forked.id]);
      expect(new Set(told.map(([, id]) => id))).toEqual(new Set([forked.id]));
    }
  });

  it('answers the calls that were open, and takes over neither the turn nor the queue', async () => {
    const parent = await kit.newSession();
    const { turn } = await kit.post(parent, 'go');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['look', 'pay'] });
    await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal: 0 }));
    const paying = await kit.begin(turn.id, { kind: 'act', ordinal: 1 });
    await kit.post(parent, 'waits');
    const forked = await fork(kit, parent);
    const own = (await readLog(kit, forked.id)).slice((forked.forked_from?.at_sequence ?? 0) + 1);
    expect(own.map(({ type, turn_id }) => [type, turn_id])).toEqual([['tool.completed', turn.id]]);
    expect(JSON.parse(own[0]?.data ?? '')).toMatchObject({
      tool_call_id: paying.call?.id,
      name: 'pay',
      canceled: true,
      effect: 'once',
    });
    expect(forked).toMatchObject({ status: 'idle', queued_count: 0 });
    expect((await kit.verbs.listTurns(CTX, { session_id: forked.id, limit: 10 })).data).toEqual([]);
    const next = await kit.begin((await kit.post(forked.id, 'and now?')).turn.id);
    expect(next.messages.map(({ role }) => role)).toEqual(['user', 'agent', 'tool_result', 'tool_result', 'user']);
    await kit.commitAct(paying);
    expect(await kit.count(parent, 'tool.completed')).toBe(2);
    // Forked before the second call began, while both are open.
    const place = (await readLog(kit, parent)).findIndex(({ type }) => type === 'act.started') + 1;
    const earlier = await fork(kit, parent, { at_sequence: place });
    expect((await kit.types(earlier.id)).filter((type) => type === 'tool.completed')).toHaveLength(2);
  });

  it('answers open calls also where the end of a queued turn is the last event of their session', async () => {
    const parent = await kit.newSession();
    const { turn } = await kit.post(parent, 'go');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['look', 'pay'] });
    const queued = await kit.post(parent, 'waits');
    await kit.verbs.cancelTurn(CTX, { session_id: parent, turn_id: queued.turn.id, idempotency: null });
    const first = await fork(kit, parent);
    const second = await fork(kit, first.id);
    for (const { id } of [first, second])
      expect((await kit.types(id)).filter((type) => type === 'tool.completed')).toHaveLength(2);
  });

  it('begins at the end of the log unless a place is asked for, and never beyond it', async () => {
    const parent = await talk('one');
    const { length } = await readLog(kit, parent);
    const beyond = fork(kit, parent, { at_sequence: length + 1 });
    await expect(beyond).rejects.toMatchObject({ code: 'invalid_request', errors: [{ limit: length }] });
    const nobody = fork(kit, v7() as SessionId);
    await expect(nobody).rejects.toSatisfy((error) => hasErrorCode(error, 'not_found'));
  });

  it('is made once for a key, also where two requests come at the same moment', async () => {
    const parent = await talk('one');
    const idempotency = { scope: `POST /v1/sessions/${parent}/fork`, key: 'k', fingerprint: 'f' };
    const asked = { session_id: parent, request: { message: { role: 'user' as const, content: [] } }, idempotency };
    const request = {
      ...asked.request,
      message: { role: 'user' as const, content: [{ type: 'text' as const, text: 'two' }] },
    };
    const made = await Promise.all([1, 2, 3].map(() => kit.verbs.forkSession(CTX, { ...asked, request })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(new Set(made.map(({ message }) => message?.id)).size).toBe(1);
    expect(await textsOf(made[0]?.id ?? parent)).toEqual(['one', 'on one', 'two']);
  });

  it('of a fork reads flat ranges of all sessions before it', async () => {
    const first = await talk('one');
    const second = await fork(kit, first);
    await say(second.id, 'two');
    const third = await fork(kit, second.id);
    await say(third.id, 'three');
    const back = await fork(kit, third.id, { at_sequence: 3 });
    expect(await textsOf(third.id)).toEqual(['one', 'on one', 'two', 'on two', 'three', 'on three']);
    expect((await rangesOf(kit, third.id)).map(([source]) => source)).toEqual([first, second.id]);
    expect((await rangesOf(kit, back.id)).every(([source]) => source === first)).toBe(true);
    expect(third.forked_from?.session_id).toBe(second.id);
  });

  it('copies a log that lies in more than 32 parts', async () => {
    let newest: SessionId = await talk('0');
    for (let depth = 1; depth <= 34; depth += 1) {
      newest = (await fork(kit, newest)).id;
      await say(newest, String(depth));
    }
    const said = Array.from({ length: 35 }, (_, depth) => [String(depth), `on ${depth}`]).flat();
    expect(await textsOf(newest)).toEqual(said);
    expect((await rangesOf(kit, newest)).length).toBeLessThanOrEqual(32);
  });
});

describe('what forks read of a session that is erased', () => {
  it('stays theirs: one of them gets a copy, and the others read it there', async () => {
    const parent = await talk('one', 'two', 'three');
    const log = await readLog(kit, parent);
    const places = [3, 9, log.length, log.length - 2];
    const forks = [];
    for (const at of places) forks.push((await fork(kit, parent, { at_sequence: at })).id);
    const logs = await Promise.all(forks.map((id) => readLog(kit, id)));
    await erase(kit, parent);
    expect(await Promise.all(forks.map((id) => readLog(kit, id)))).toEqual(logs);
    const heirs = await Promise.all(forks.map((id) => rangesOf(kit, id)));
    expect(heirs[2]).toEqual([]);
    expect(heirs[1]?.map(([source]) => source)).toEqual([forks[2]]);
    for (const id of forks.toReversed()) {
      await erase(kit, id);
      const left = await runSql(kit.database.db, 'select 1 from event_chunks where org_id = $1 and session_id = $2', [
        CTX.org_id,
        id,
      ]);
      expect(left).toEqual([]);
    }
  });

  it('is whole, or the fork was not made, whichever comes first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const parent = await talk('one');
      const middle = await fork(kit, parent);
      await say(middle.id, 'two');
      const forking = [1, 2, 3].map(() =>
        fork(kit, middle.id).then(
          (made) => made.id,
          () => null,
        ),
      );
      await Promise.all([erase(kit, parent), ...(round % 2 === 0 ? [erase(kit, middle.id)] : [])]);
      for (const made of await Promise.all(forking)) {
        if (made !== null) expect(await textsOf(made)).toEqual(['one', 'on one', 'two', 'on two']);
      }
    }
  });
});
