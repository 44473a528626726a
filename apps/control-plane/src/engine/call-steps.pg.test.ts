import { randomUUID } from 'node:crypto';
import type { BegunAtom } from '@everruns/internal-protocol';
import {
  isEverrunsError,
  LIMITS,
  MessageId,
  toToolCompleted,
  toolCallId,
  ZERO_USAGE,
  type EventDraft,
  type TurnId,
} from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { deleteLeftSteps } from './index.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: unknown) => (isEverrunsError(error) ? error.code : error),
  );

async function startCall(tool = 'put'): Promise<{ turnId: TurnId; begun: BegunAtom }> {
  const sessionId = await kit.newSession();
  const { turn } = await kit.post(sessionId, 'go');
  await kit.commitReason(await kit.begin(turn.id), { calls: [tool] });
  return { turnId: turn.id, begun: await kit.begin(turn.id, { kind: 'act' }) };
}

const record = ({ token }: BegunAtom, name: string, result_json: string | null) =>
  kit.service.recordStep({ token, step: { name, result_json } });
const list = ({ token }: BegunAtom) => kit.service.listSteps({ token });

describe('a recorded step', () => {
  it('is there for the next attempt, once, and cannot be changed', async () => {
    const { turnId, begun } = await startCall();
    await record(begun, 'b', null);
    await record(begun, 'a', '{"n":  1}');
    await record(begun, 'a', '{"n":  1}');
    expect(await codeOf(record(begun, 'a', '{"n": 2}'))).toBe('conflict');
    const next = await kit.begin(turnId, { kind: 'act' });
    expect(next.token.attempt).toBe(2);
    expect(await list(next)).toEqual([
      { name: 'a', result_json: '{"n":  1}' },
      { name: 'b', result_json: null },
    ]);
    await record(next, 'b', '7');
    expect((await list(next))[1]).toEqual({ name: 'b', result_json: '7' });
    expect(await codeOf(record(begun, 'c', '1'))).toBe('fenced');
    expect(await codeOf(list(begun))).toBe('fenced');
  });

  it('ends with the call', async () => {
    const { begun } = await startCall();
    await record(begun, 'a', '1');
    const id = begun.call?.id ?? toolCallId(begun.token.atom, 0);
    await kit.service.commitAtom({
      token: begun.token,
      events: [toToolCompleted({ tool_call_id: id, name: 'put', result: 'ok', duration_ms: 1, effect: 'idempotent' })],
      result: { kind: 'act', ok: true, has_steps: true },
      successor_exec_ids: [],
      have_sequence: 0,
    });
    expect(
      await runSql(kit.database.db, 'select 1 from call_steps where turn_id = $1', [begun.token.atom.turn_id]),
    ).toEqual([]);
    expect(await codeOf(record(begun, 'b', '1'))).toBe('fenced');
  });

  it('waits for nothing but what ends its call: the session may be locked', async () => {
    const { begun } = await startCall();
    await kit.database.db.transaction().execute(async (tx) => {
      await runSql(tx, 'select 1 from sessions where id = $1 for update', [begun.token.session_id]);
      await record(begun, 'a', '1');
    });
    expect(await list(begun)).toHaveLength(1);
  });

  it('resets the count of lost attempts: a call that gets on is no poison', async () => {
    const { turnId, begun } = await startCall();
    let current = begun;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await record(current, `step ${attempt}`, '1');
      current = await kit.begin(turnId, { kind: 'act' });
    }
    expect(current.token.attempt).toBe(6);
    await kit.begin(turnId, { kind: 'act' });
    expect(await codeOf(kit.begin(turnId, { kind: 'act' }))).toBe('fenced');
  });
});

describe('a step that has paid for a generation', () => {
  const generation = (): EventDraft => ({
    type: 'llm.generation',
    data: {
      message_id: MessageId.parse(randomUUID()),
      model: 'm',
      provider: 'llmsim',
      request: { messages_through_sequence: 0, tools: [] },
      output: [{ type: 'text', text: 'note' }],
      usage: { ...ZERO_USAGE, input_tokens: 100, output_tokens: 10 },
      duration_ms: 5,
      finish_reasons: ['stop'],
    },
  });
  const pay = ({ token }: BegunAtom, name: string, paid: EventDraft[]) =>
    kit.service.recordStep({ token, step: { name, result_json: '"note"' }, paid });
  const totals = async (turnId: TurnId) => {
    const [row] = await runSql<{ turn: number; session: number; events: number }>(
      kit.database.db,
      `select (t.usage ->> 'input_tokens')::int as turn, (s.usage ->> 'input_tokens')::int as session,
         (select count(*)::int from recorded_events e where e.session_id = s.id and e.org_id = s.org_id and e.turn_id = t.id and e.type = 'llm.generation') as events
       from turns t join sessions s on s.id = t.session_id and s.org_id = t.org_id where t.id = $1`,
      [turnId],
    );
    return row;
  };

  it('is in the log and in the usage once, however often it is sent', async () => {
    const { turnId, begun } = await startCall();
    const before = await totals(turnId);
    const paid = generation();
    await pay(begun, 'a', [paid]);
    await pay(begun, 'a', [paid]);
    await pay(begun, 'b', [generation()]);
    const after = await totals(turnId);
    expect(after).toEqual({
      turn: (before?.turn ?? 0) + 200,
      session: (before?.session ?? 0) + 200,
      events: (before?.events ?? 0) + 2,
    });
    expect(await list(begun)).toHaveLength(2);
  });

  it('counts although its turn is canceled before the call has a result', async () => {
    const { turnId, begun } = await startCall();
    const before = await totals(turnId);
    await pay(begun, 'a', [generation()]);
    const session_id = begun.token.session_id;
    await kit.verbs.cancelTurn(CTX, { session_id, turn_id: turnId, idempotency: null });
    expect((await totals(turnId))?.turn).toBe((before?.turn ?? 0) + 100);
    expect(await codeOf(pay(begun, 'b', [generation()]))).toBe('fenced');
    expect((await totals(turnId))?.turn).toBe((before?.turn ?? 0) + 100);
  });

  it('ends a call whose turn has used up what it may cost, and is recorded even then', async () => {
    const { turnId, begun } = await startCall();
    kit.limits = { max_turn_tokens: 50 };
    const before = await totals(turnId);
    expect(await codeOf(pay(begun, 'a', [generation()]))).toBe('limit_reached');
    expect(await codeOf(pay(begun, 'a', [generation()]))).toBe('limit_reached');
    kit.limits = {};
    expect((await totals(turnId))?.turn).toBe((before?.turn ?? 0) + 100);
  });

  it('brings nothing else into the log', async () => {
    const { turnId, begun } = await startCall();
    const before = await totals(turnId);
    const id = begun.call?.id ?? toolCallId(begun.token.atom, 0);
    const result = toToolCompleted({ tool_call_id: id, name: 'put', result: 1, duration_ms: 1, effect: 'read' });
    await pay(begun, 'a', [result]);
    expect(await totals(turnId)).toEqual(before);
  });
});

describe('the steps of a call', () => {
  it('are at most 1,000 with 16 MB, each of at most 64 KB', async () => {
    const { begun } = await startCall();
    const { turn_id, iteration, ordinal } = begun.token.atom;
    const text = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));
    expect(await codeOf(record(begun, 'large', text(LIMITS.stepResultBytes + 1)))).toBe('payload_too_large');
    await runSql(
      kit.database.db,
      `insert into call_steps (org_id, turn_id, iteration, ordinal, name, attempt, result, result_bytes)
       select org_id, id, $2, $3, 'step ' || n, 1, '1', $4 from turns, generate_series(1, 998) n where id = $1`,
      [turn_id, iteration, ordinal, 16_000],
    );
    await record(begun, 'last', '1');
    await record(begun, 'last', '1');
    expect(await codeOf(record(begun, 'too large', text(LIMITS.stepResultBytes)))).toBe('done');
    expect(await codeOf(record(begun, 'too many', '1'))).toBe('payload_too_large');
  });

  it('that a canceled turn leaves behind are deleted an hour later', async () => {
    const { turnId, begun } = await startCall();
    await record(begun, 'a', '1');
    const left = () => runSql(kit.database.db, 'select 1 from call_steps where turn_id = $1', [turnId]);
    await runSql(kit.database.db, `update turns set ended_at = now() - interval '59 minutes' where id = $1`, [turnId]);
    await deleteLeftSteps(kit.database.db);
    expect(await left()).toHaveLength(1);
    await runSql(kit.database.db, `update turns set ended_at = now() - interval '61 minutes' where id = $1`, [turnId]);
    await deleteLeftSteps(kit.database.db);
    expect(await left()).toEqual([]);
  });
});

describe('a call that happens at most once', () => {
  it('is entered again after a loss only if its tool is resumable', async () => {
    const plain = await startCall('pay');
    expect(await codeOf(kit.begin(plain.turnId, { kind: 'act' }, { execId: randomUUID() }))).not.toBe('done');
    const resumable = await startCall('pay');
    await runSql(kit.database.db, `update atoms set resumable = true where turn_id = $1 and kind = 'act'`, [
      resumable.turnId,
    ]);
    kit.deps.memory.forget(resumable.begun.token.session_id);
    expect((await kit.begin(resumable.turnId, { kind: 'act' })).token.attempt).toBe(2);
  });
});
