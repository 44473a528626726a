import { outputMessageId, ZERO_USAGE, type EventDraft, type SessionId, type TurnId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSession } from '../repositories/sessions.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const taintOf = async (id: SessionId) => (await findSession(kit.database.db, CTX, id))?.taint;
const clear = (session_id: SessionId) => kit.verbs.clearTaint(CTX, { session_id, idempotency: null });

/** Runs calls of one generation, each to its result, and leaves the next Reason open. */
async function runCalls(turnId: TurnId, iteration: number, calls: string[]): Promise<void> {
  await kit.commitReason(await kit.begin(turnId, { iteration }), { calls });
  for (const ordinal of calls.keys()) {
    await kit.commitAct(await kit.begin(turnId, { iteration, kind: 'act', ordinal }));
  }
}

describe('the taint of a session', () => {
  it('is set by the commit of the first foreign result, and told once', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'read');
    await runCalls(turn.id, 1, ['look']);
    expect(await taintOf(session)).toBeUndefined();
    await runCalls(turn.id, 2, ['fetch', 'fetch']);
    const log = await kit.log(session);
    const at = log.findIndex(({ type }) => type === 'session.tainted');
    const since_sequence = at;
    const source = { kind: 'web', name: 'fetch' };
    expect(log[at]).toMatchObject({ turn_id: turn.id, data: { since_sequence, source } });
    expect(log[at - 1]?.type).toBe('tool.completed');
    expect(await kit.count(session, 'session.tainted')).toBe(1);
    expect(await taintOf(session)).toEqual({ since_sequence, sources: [source] });
  });

  it('stays through later turns, and after a process that knows nothing of the session', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'read');
    await runCalls(turn.id, 1, ['fetch']);
    kit.deps.memory.forget(session);
    await kit.commitReason(await kit.begin(turn.id, { iteration: 2 }));
    const next = await kit.post(session, 'go on');
    await kit.commitReason(await kit.begin(next.turn.id));
    expect(await taintOf(session)).toMatchObject({ sources: [{ kind: 'web' }] });
  });

  it('is cleared by a person, told in the log, and comes back with the next foreign result', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'read');
    await runCalls(turn.id, 1, ['fetch']);
    expect((await clear(session)).taint).toBeUndefined();
    expect((await clear(session)).taint).toBeUndefined();
    expect((await kit.log(session)).filter(({ type }) => type === 'session.taint_cleared')).toMatchObject([
      { data: { by: CTX.principal } },
    ]);
    await runCalls(turn.id, 2, ['look']);
    expect(await taintOf(session)).toBeUndefined();
    await runCalls(turn.id, 3, ['fetch']);
    expect(await taintOf(session)).toBeDefined();
    expect(await kit.count(session, 'session.tainted')).toBe(2);
  });

  it('is set by an answer for which the provider has searched, before the calls of that answer are judged', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'search');
    const begun = await kit.begin(turn.id);
    const before: EventDraft[] = [
      {
        type: 'llm.generation',
        data: {
          message_id: outputMessageId(begun.token.atom),
          model: 'm',
          provider: 'openai',
          request: { messages_through_sequence: 0, tools: [] },
          output: [],
          usage: ZERO_USAGE,
          duration_ms: 1,
          finish_reasons: ['tool_calls'],
          searches: [{ query: 'prices' }],
        },
      },
    ];
    const { outcome } = await kit.commitReason(begun, { calls: ['pay', 'look'], before });
    expect(outcome).toMatchObject({ call_ordinals: [1], wait_ordinals: [0] });
    expect(await taintOf(session)).toMatchObject({ sources: [{ kind: 'web', name: 'web_search' }] });
  });

  it('makes a call that runs once ask a person, and others not', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'read');
    const before = await kit.commitReason(await kit.begin(turn.id), { calls: ['pay', 'fetch'] });
    expect(before.outcome).toMatchObject({ call_ordinals: [0, 1], wait_ordinals: [] });
    for (const ordinal of [0, 1]) await kit.commitAct(await kit.begin(turn.id, { kind: 'act', ordinal }));
    const after = await kit.commitReason(await kit.begin(turn.id, { iteration: 2 }), { calls: ['pay', 'look'] });
    expect(after.outcome).toMatchObject({ call_ordinals: [1], wait_ordinals: [0] });
    expect(await kit.count(session, 'approval.requested')).toBe(1);
  });
});
