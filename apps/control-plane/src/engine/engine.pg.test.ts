import { randomUUID } from 'node:crypto';
import type { TurnId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORM } from './ports/process-context.ts';
import { redispatchTurn } from './verbs/recover.ts';
import { CTX, EngineKit, fenced } from './testing/engine-kit.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

describe('a turn', () => {
  it('records a plain answer as one dense log from message to rest', async () => {
    const session = await kit.newSession();
    const posted = await kit.post(session, 'hello');
    expect(posted.disposition).toBe('started');
    const begun = await kit.begin(posted.turn.id);
    expect(begun.messages.map((message) => message.content)).toEqual([[{ type: 'text', text: 'hello' }]]);
    const { outcome } = await kit.commitReason(begun);
    expect(outcome).toEqual({ kind: 'reason', done: true, call_ordinals: [], wait_ordinals: [] });
    expect(await kit.types(session)).toEqual([
      'input.message',
      'session.activated',
      'turn.started',
      'input.received',
      'reason.started',
      'output.message.started',
      'output.message.completed',
      'turn.completed',
      'session.idled',
    ]);
    const turn = await kit.verbs.getTurn(CTX, { session_id: session, turn_id: posted.turn.id });
    expect(turn).toMatchObject({ status: 'completed', iterations: 1, usage: { input_tokens: 10, output_tokens: 5 } });
  });

  it('runs two calls and reasons again when both have results, though the provider called both call_0', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'work');
    const { outcome } = await kit.commitReason(await kit.begin(turn.id), { calls: ['look', 'put'] });
    expect(outcome).toMatchObject({ call_ordinals: [0, 1], done: false });
    const first = await kit.begin(turn.id, { kind: 'act', ordinal: 0 });
    const second = await kit.begin(turn.id, { kind: 'act', ordinal: 1 });
    expect(first.call?.id).not.toBe(second.call?.id);
    await kit.commitAct(second);
    await expect(kit.begin(turn.id, { iteration: 2 })).rejects.toMatchObject({ code: 'fenced' });
    await kit.commitAct(first);
    const next = await kit.begin(turn.id, { iteration: 2 });
    expect(next.messages.map((message) => message.role)).toEqual(['user', 'agent', 'tool_result', 'tool_result']);
    await kit.commitReason(next);
    expect(await kit.count(session, 'turn.completed')).toBe(1);
    expect(await kit.count(session, 'tool.completed')).toBe(2);
  });
});

describe('Begin and Commit', () => {
  it('give the same execution the same token when the answer was lost', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const execId = randomUUID();
    const once = await kit.begin(turn.id, {}, { execId });
    const twice = await kit.begin(turn.id, {}, { execId });
    expect(twice.token).toEqual(once.token);
    expect(await kit.count(session, 'reason.started')).toBe(1);
  });

  it('answer a repeated commit with what was recorded, writing nothing again', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const begun = await kit.begin(turn.id);
    const first = await kit.commitReason(begun);
    const before = await kit.types(session);
    expect(await kit.commitReason(begun)).toEqual(first);
    expect(await kit.types(session)).toEqual(before);
  });

  it('return the successors that a lost answer had begun', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'work');
    const begun = await kit.begin(turn.id);
    await kit.commitReason(begun, { calls: ['look'] });
    const act = await kit.begin(turn.id, { kind: 'act', ordinal: 0 });
    const request = {
      token: act.token,
      events: [],
      result: { kind: 'act' as const, ok: true },
      successor_exec_ids: [randomUUID() as never],
      have_sequence: begun.head_sequence,
    };
    const first = await kit.service.commitAtom(request);
    const again = await kit.service.commitAtom(request);
    expect(first.begun.map((atom) => atom.token.atom.kind)).toEqual(['reason']);
    expect(again.begun.map((atom) => atom.token)).toEqual(first.begun.map((atom) => atom.token));
  });

  it('fence an executor that wakes after its segment went to another', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const asleep = await kit.begin(turn.id);
    expect(await redispatchTurn(kit.deps, PLATFORM, { turn_id: turn.id, segment: 1, silent: false })).toBe(true);
    const awake = await kit.begin(turn.id);
    expect(awake.token.attempt).toBe(2);
    expect(await fenced(kit.commitReason(asleep, { text: 'zombie' }))).toBe('fenced');
    expect(await fenced(kit.begin(turn.id, {}, { segment: 1 }))).toBe('fenced');
    await kit.commitReason(awake, { text: 'alive' });
    const said = (await kit.log(session)).filter((event) => event.type === 'output.message.completed');
    expect(said.map((event) => JSON.stringify(event.data).includes('zombie'))).toEqual([false]);
  });

  it('never run a once-call again: its lost outcome is recorded as unknown', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'pay');
    await kit.commitReason(await kit.begin(turn.id), { calls: ['pay'] });
    await kit.begin(turn.id, { kind: 'act', ordinal: 0 });
    const again = await kit.service.getTurnContext({
      atom: { turn_id: turn.id, iteration: 1, kind: 'act', ordinal: 0 },
      segment: 1,
      exec_id: randomUUID() as never,
      have_sequence: 0,
    });
    expect(again).toEqual({ status: 'recorded', outcome: { kind: 'act', ok: false } });
    const [result] = (await kit.log(session)).filter((event) => event.type === 'tool.completed');
    expect(result?.data).toMatchObject({ outcome_unknown: true, success: false });
    expect((await kit.begin(turn.id, { iteration: 2 })).messages.at(-1)?.role).toBe('tool_result');
  });

  it('fail a turn whose atom lost three attempts in silence', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'poison');
    for (let attempt = 1; attempt <= 3; attempt += 1) await kit.begin(turn.id);
    expect(await fenced(kit.begin(turn.id))).toBe('fenced');
    const failed = await kit.verbs.getTurn(CTX, { session_id: session, turn_id: turn.id });
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    expect((await kit.types(session)).slice(-3)).toEqual(['output.message.completed', 'turn.failed', 'session.idled']);
  });
});

describe('a message to a busy session', () => {
  it('queues, and is promoted by the commit that ends the turn before it', async () => {
    const session = await kit.newSession();
    const first = await kit.post(session, 'one');
    const second = await kit.post(session, 'two');
    expect(second).toMatchObject({ disposition: 'queued', turn: { status: 'queued', position: 1 } });
    await kit.commitReason(await kit.begin(first.turn.id));
    expect(kit.dispatched.at(-1)).toMatchObject({ id: second.turn.id, segment: 1 });
    const begun = await kit.begin(second.turn.id);
    expect(begun.messages.at(-1)?.content).toEqual([{ type: 'text', text: 'two' }]);
    await kit.commitReason(begun);
    expect(await kit.count(session, 'session.activated')).toBe(1);
    expect(await kit.count(session, 'session.idled')).toBe(1);
  });

  it('steers: the running turn reads it after its tool results and shares its end', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'one');
    const begun = await kit.begin(turn.id);
    const steered = await kit.post(session, 'also this', { busy_policy: 'steer' });
    expect(steered).toMatchObject({ disposition: 'steered', turn: { id: turn.id } });
    expect((await kit.commitReason(begun)).outcome).toMatchObject({ done: false });
    const next = await kit.begin(turn.id, { iteration: 2 });
    expect(next.messages.at(-1)?.content).toEqual([{ type: 'text', text: 'also this' }]);
    await kit.commitReason(next);
    expect(await kit.count(session, 'turn.completed')).toBe(1);
  });

  it('interrupts: the old turn is canceled and the new one runs, in one transaction', async () => {
    const session = await kit.newSession();
    const first = await kit.post(session, 'one');
    const begun = await kit.begin(first.turn.id);
    const second = await kit.post(session, 'stop, do this', { busy_policy: 'interrupt' });
    expect(second.disposition).toBe('interrupted');
    expect(await fenced(kit.commitReason(begun))).toBe('fenced');
    await kit.commitReason(await kit.begin(second.turn.id));
    expect((await kit.types(session)).filter((type) => type.startsWith('turn.'))).toEqual([
      'turn.started',
      'turn.canceled',
      'turn.started',
      'turn.completed',
    ]);
  });

  it('is rejected when the policy says so, and leaves no trace', async () => {
    const session = await kit.newSession({ busy_policy: 'reject' });
    await kit.post(session, 'one');
    const before = await kit.types(session);
    await expect(kit.post(session, 'two')).rejects.toMatchObject({ code: 'session_busy' });
    expect(await kit.types(session)).toEqual(before);
  });

  it('keeps unread steers of a canceled turn: they run next, before the queue', async () => {
    const session = await kit.newSession();
    const first = await kit.post(session, 'one');
    await kit.post(session, 'queued');
    const steer = await kit.post(session, 'steer', { busy_policy: 'steer' });
    await kit.verbs.cancelTurn(CTX, { session_id: session, turn_id: first.turn.id, idempotency: null });
    const next = kit.dispatched.at(-1);
    expect(next?.input_message_id).toBe(steer.id);
    await kit.commitReason(await kit.begin(next?.id as TurnId));
    expect(kit.dispatched.at(-1)?.input_message_id).not.toBe(steer.id);
    expect(await kit.count(session, 'input.message')).toBe(3);
  });

  it('can be edited, then dropped, while it waits, and not after', async () => {
    const session = await kit.newSession();
    const first = await kit.post(session, 'one');
    const second = await kit.post(session, 'two');
    const third = await kit.post(session, 'three');
    const edited = await kit.verbs.updateQueuedMessage(CTX, {
      session_id: session,
      message_id: second.id,
      request: { message: { role: 'user', content: [{ type: 'text', text: 'two, better' }] } },
    });
    expect(edited.content).toEqual([{ type: 'text', text: 'two, better' }]);
    await kit.verbs.dropQueuedMessage(CTX, { session_id: session, message_id: third.id });
    await kit.commitReason(await kit.begin(first.turn.id));
    const begun = await kit.begin(second.turn.id);
    expect(begun.messages.at(-1)?.content).toEqual([{ type: 'text', text: 'two, better' }]);
    await expect(
      kit.verbs.dropQueuedMessage(CTX, { session_id: session, message_id: second.id }),
    ).rejects.toMatchObject({ code: 'not_queued' });
    await kit.commitReason(begun);
    expect(
      (await kit.log(session)).some(
        (event) => JSON.stringify(event.data).includes('"three"') && event.type === 'input.message',
      ),
    ).toBe(false);
  });
});

describe('four clients with one Idempotency-Key', () => {
  it('make one message and one turn, and hear the same answer', async () => {
    const session = await kit.newSession({ busy_policy: 'reject' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => kit.post(session, 'once', { key: 'k1' })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await kit.count(session, 'input.message')).toBe(1);
    await expect(kit.post(session, 'another body', { key: 'k1' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });
});

describe('a post that waits on the row of a terminal commit', () => {
  it('sees the session as that commit left it', async () => {
    const session = await kit.newSession();
    const first = await kit.post(session, 'one');
    const begun = await kit.begin(first.turn.id);
    const reached = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    kit.onMoment = async (moment) => {
      if (moment !== 'commit:locked') return;
      reached.resolve();
      await go.promise;
    };
    const ending = kit.commitReason(begun);
    await reached.promise;
    kit.onMoment = null;
    const posting = kit.post(session, 'two');
    go.resolve();
    const [, posted] = await Promise.all([ending, posting]);
    expect(posted.disposition).toBe('started');
    await kit.commitReason(await kit.begin(posted.turn.id));
    expect(await kit.count(session, 'turn.completed')).toBe(2);
  });
});

const toolCallsOf = (data: Record<string, unknown> | undefined) => (data?.['tool_calls'] ?? []) as { id: string }[];

describe('a call that its client answers', () => {
  const waitingTurn = async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'ask');
    const begun = await kit.begin(turn.id);
    const { outcome } = await kit.commitReason(begun, { calls: ['ask'] });
    expect(outcome).toMatchObject({ call_ordinals: [], wait_ordinals: [0] });
    const requested = (await kit.log(session)).find((event) => event.type === 'tool.call_requested');
    const call = toolCallsOf(requested?.data).at(0);
    const answer = () =>
      kit.verbs.resolveToolCalls(CTX, {
        session_id: session,
        request: { tool_results: [{ tool_call_id: call?.id as never, result: 42 }] },
        idempotency: null,
      });
    const park = () =>
      kit.service.endSegment({
        turn_id: turn.id,
        segment: 1,
        token: begun.token,
        end: { kind: 'parked', iteration: 1, wait_ordinals: [0] },
      });
    return { session, turn, answer, park };
  };

  it('parks the turn and wakes it in the transaction that brings the answer', async () => {
    const { session, turn, answer, park } = await waitingTurn();
    expect(await park()).toEqual({ status: 'ended' });
    expect((await kit.verbs.getTurn(CTX, { session_id: session, turn_id: turn.id })).status).toBe('waiting');
    await answer();
    expect(kit.dispatched.at(-1)).toMatchObject({ id: turn.id, segment: 2, iteration: 2 });
    await kit.commitReason(await kit.begin(turn.id, { iteration: 2 }));
    await expect(answer()).rejects.toMatchObject({ code: 'already_resolved' });
    expect(await kit.count(session, 'tool.completed')).toBe(1);
  });

  it('refuses to park when the answer arrived in the same moment, in either order', async () => {
    const before = await waitingTurn();
    await before.answer();
    expect(await before.park()).toEqual({ status: 'refused' });

    const during = await waitingTurn();
    const reached = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    kit.onMoment = async (moment) => {
      if (moment !== 'park:locked') return;
      reached.resolve();
      await go.promise;
    };
    const parking = during.park();
    await reached.promise;
    const answering = during.answer();
    go.resolve();
    kit.onMoment = null;
    expect(await parking).toEqual({ status: 'ended' });
    await answering;
    expect(kit.dispatched.at(-1)).toMatchObject({ id: during.turn.id, segment: 2 });
  });
});

describe('a turn that waits for its provider', () => {
  it('parks until then without asking anybody for anything', async () => {
    const session = await kit.newSession();
    const { turn } = await kit.post(session, 'hello');
    const { token } = await kit.begin(turn.id);
    await kit.service.failAttempt({ token, retry_class: 'rate_limited', retry_after_ms: 90_000, detail: '' });
    const end = { kind: 'parked' as const, iteration: 1, wait_ordinals: [], wake_after_ms: 90_000 };
    const before = Date.now();
    expect(await kit.service.endSegment({ turn_id: turn.id, segment: 1, token, end })).toEqual({ status: 'ended' });
    const parked = (await kit.log(session)).at(-1);
    expect(parked).toMatchObject({ type: 'turn.parked', data: { waiting_for: [] } });
    const wakesIn = Date.parse(String(parked?.data['wake_at'])) - before;
    expect(wakesIn).toBeGreaterThanOrEqual(90_000);
    expect(wakesIn).toBeLessThan(100_000);
  });
});

describe('a connection cut at COMMIT', () => {
  it('makes one message, though the client of the database cannot know', async () => {
    const session = await kit.newSession();
    let cuts = 0;
    kit.onMoment = async (moment) => {
      if (moment !== 'committed' || cuts > 0) return;
      cuts += 1;
      // The work is committed and the answer is lost, which is how a connection cut at COMMIT appears to the client.
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    };
    const posted = await kit.post(session, 'once');
    kit.onMoment = null;
    expect(cuts).toBe(1);
    expect(posted.disposition).toBe('started');
    expect(await kit.count(session, 'input.message')).toBe(1);
  });
});
