import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { PLATFORM } from './ports/process-context.ts';
import { CTX, EngineKit, fenced } from './testing/engine-kit.ts';
import {
  askToBegin,
  during,
  listWaits,
  openWaitOf,
  park,
  resolve,
  resultsOf,
  startCalls,
  statusOf,
  suspend,
  turnRow,
} from './testing/wait-kit.ts';
import { expireWait } from './verbs/expire-wait.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const APPROVED = { decision: 'approve' } as const;
const DENIED = { decision: 'deny', reason: 'not today' } as const;

describe('a call that requires an approval', () => {
  it('asks in the commit that makes it, with what the model said, and the session requires action at once', async () => {
    const { session, turn } = await startCalls(kit, ['risk', 'look']);
    expect(await statusOf(kit, session)).toBe('requires_action');
    const wait = await openWaitOf(kit, session);
    expect(wait).toMatchObject({
      kind: 'approval',
      turn_id: turn,
      subject: 'local',
      request: { tool: 'risk', arguments: {}, description: 'risk', effect: 'once', said: 'I will do it.' },
    });
    const asked = (await kit.log(session)).at(-1);
    expect(asked).toMatchObject({ type: 'approval.requested', data: { approval_id: wait.id, name: 'risk' } });
  });

  it('is neither begun nor parked inline for a client: the answer to its executor comes at once', async () => {
    const calling = await startCalls(kit, ['risk']);
    expect(await askToBegin(kit, calling.turn)).toEqual({ status: 'waiting' });
    const { token } = calling.reason;
    const asked = { turn_id: calling.turn, segment: 1, iteration: 1, ordinals: [0], timeout_ms: 60_000, token };
    const before = performance.now();
    expect(await kit.service.waitForCalls(asked)).toEqual({ status: 'waited', runnable: [], open: [0] });
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(await park(kit, calling)).toEqual({ status: 'ended' });
    expect((await kit.log(calling.session)).at(-1)).toMatchObject({ data: { waiting_for: ['approval'] } });
  });

  it('runs once it is approved, and runs once', async () => {
    const calling = await startCalls(kit, ['risk']);
    await park(kit, calling);
    const wait = await openWaitOf(kit, calling.session);
    expect(await resolve(kit, wait, APPROVED)).toMatchObject({ status: 'resolved', resolved_by: CTX.principal });
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'running', segment: 2, open_waits: 0 });
    expect(await statusOf(kit, calling.session)).toBe('active');
    const begun = await kit.begin(calling.turn, { kind: 'act' });
    await kit.commitAct(begun, 'paid');
    expect(await askToBegin(kit, calling.turn)).toMatchObject({ status: 'recorded' });
    expect(await resultsOf(kit, calling.session)).toEqual(['paid']);
  });

  it('never runs once it is denied, and the model reads why', async () => {
    const calling = await startCalls(kit, ['risk']);
    await park(kit, calling);
    await resolve(kit, await openWaitOf(kit, calling.session), DENIED);
    expect(await resultsOf(kit, calling.session)).toEqual([
      'This call was denied by a person and was not run: not today',
    ]);
    expect(await askToBegin(kit, calling.turn)).toMatchObject({ status: 'recorded' });
    expect(await kit.count(calling.session, 'tool.started')).toBe(0);
    const begun = await kit.begin(calling.turn, { iteration: 2 });
    expect(begun.messages.map(({ role }) => role)).toEqual(['user', 'agent', 'tool_result']);
  });

  it('is decided by the first of two people, and the other is told by whom and when', async () => {
    const { session } = await startCalls(kit, ['risk']);
    const wait = await openWaitOf(kit, session);
    const [first, second] = await during(
      { kit, moment: 'resolve:locked' },
      () => resolve(kit, wait, { ...APPROVED, by: 'user:ada' }),
      () => resolve(kit, wait, { ...DENIED, by: 'user:bea' }).catch((error: unknown) => error),
    );
    expect(first.resolved_by).toBe('user:ada');
    expect(second).toMatchObject({ code: 'already_resolved' });
    const facts = (second as { errors: { path: string; message: string }[] }).errors;
    expect(Object.fromEntries(facts.map(({ path, message }) => [path, message]))).toEqual({
      decision: 'approve',
      resolved_by: 'user:ada',
      resolved_at: first.resolved_at,
    });
  });

  it('hands out the arguments that a person approved at every Begin, and tells them as those that ran', async () => {
    const calling = await startCalls(kit, ['risk']);
    await park(kit, calling);
    const edited = { decision: 'approve', edited_arguments: { amount: 1 } } as const;
    await resolve(kit, await openWaitOf(kit, calling.session), edited);
    const execId = crypto.randomUUID();
    const begun = { status: 'begun', begun: { call: { arguments: { amount: 1 } }, is_edited: true } };
    // From memory, repeated by the same execution, and under the lock.
    expect(await askToBegin(kit, calling.turn, execId)).toMatchObject(begun);
    expect(await askToBegin(kit, calling.turn, execId)).toMatchObject(begun);
    kit.onMoment = async () => undefined;
    expect(await askToBegin(kit, calling.turn, execId)).toMatchObject(begun);
    kit.onMoment = null;
    const started = (await kit.log(calling.session)).filter(({ type }) => type === 'tool.started');
    expect(started.map(({ data }) => data['tool_call'])).toMatchObject([{ arguments: { amount: 1 } }]);
  });

  it('is not lost when the decision comes as the turn parks, in either order', async () => {
    const early = await startCalls(kit, ['risk']);
    await resolve(kit, await openWaitOf(kit, early.session), APPROVED);
    expect(await park(kit, early)).toEqual({ status: 'refused' });
    const parking = await startCalls(kit, ['risk']);
    const wait = await openWaitOf(kit, parking.session);
    const [parked] = await during(
      { kit, moment: 'park:locked' },
      () => park(kit, parking),
      () => resolve(kit, wait, APPROVED),
    );
    expect(parked).toEqual({ status: 'ended' });
    expect(await turnRow(kit, parking.turn)).toMatchObject({ status: 'running', segment: 2 });
    const resolving = await startCalls(kit, ['risk']);
    const other = await openWaitOf(kit, resolving.session);
    const [, answer] = await during(
      { kit, moment: 'resolve:locked' },
      () => resolve(kit, other, APPROVED),
      () => park(kit, resolving),
    );
    expect(answer).toEqual({ status: 'refused' });
    expect(await turnRow(kit, resolving.turn)).toMatchObject({ status: 'running', segment: 1 });
  });
});

describe('several waits of one turn', () => {
  it('resume it only if a call may run or none is open', async () => {
    const calling = await startCalls(kit, ['risk', 'risk', 'ask']);
    await park(kit, calling, [0, 1, 2]);
    const waits = await listWaits(kit, calling.session);
    const [first, second] = waits.filter(({ kind }) => kind === 'approval').toReversed();
    if (first === undefined || second === undefined) throw new Error('two approvals');
    await resolve(kit, first, DENIED);
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'waiting', segment: 1, open_waits: 2 });
    // The sweep of this release, and that of an older one, leave it parked too.
    const [row] = await runSql<{ count: number }>(
      kit.database.db,
      'select jsonb_array_length(waiting_for) as count from turns where org_id = $1 and id = $2',
      [CTX.org_id, calling.turn],
    );
    expect(row?.count).toBe(2);
    await resolve(kit, second, APPROVED);
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'running', segment: 2, open_waits: 1 });
    expect(await statusOf(kit, calling.session)).toBe('requires_action');
  });
});

describe('whatever ends a turn', () => {
  it.each(['cancel', 'cancel the session', 'interrupt'])('%s ends its waits in the same transaction', async (how) => {
    const calling = await startCalls(kit, ['risk', 'ask']);
    await park(kit, calling, [0, 1]);
    const wait = (await listWaits(kit, calling.session)).find(({ kind }) => kind === 'approval');
    const { session: session_id, turn: turn_id } = calling;
    if (how === 'cancel') await kit.verbs.cancelTurn(CTX, { session_id, turn_id, idempotency: null });
    else if (how === 'interrupt') await kit.post(session_id, 'stop', { busy_policy: 'interrupt' });
    else await kit.verbs.cancelSession(CTX, { session_id, idempotency: null });
    expect((await listWaits(kit, session_id)).map(({ status }) => status)).toEqual(['canceled', 'canceled']);
    expect(await statusOf(kit, session_id)).toBe(how === 'interrupt' ? 'active' : 'idle');
    const told = (await kit.log(session_id)).filter(({ type }) => type === 'approval.resolved');
    expect(told.map(({ data }) => data['decision'])).toEqual(['canceled']);
    if (wait === undefined) throw new Error('an approval');
    await expect(resolve(kit, wait, APPROVED)).rejects.toMatchObject({ code: 'already_resolved' });
    expect(await kit.count(session_id, 'tool.started')).toBe(0);
  });
});

describe('expiry', () => {
  const expireAll = (session: string) =>
    runSql(
      kit.database.db,
      `update waits set expires_at = now() - interval '1 second' where org_id = $1 and session_id = $2`,
      [CTX.org_id, session],
    );

  it('never approves: the call gets an error, and the model goes on', async () => {
    const calling = await startCalls(kit, ['risk']);
    await park(kit, calling);
    const { id: wait_id } = await openWaitOf(kit, calling.session);
    const seen = { org_id: CTX.org_id, wait_id };
    expect(await expireWait(kit.deps, PLATFORM, seen)).toBe(false);
    await expireAll(calling.session);
    expect(await expireWait(kit.deps, PLATFORM, seen)).toBe(true);
    expect(await expireWait(kit.deps, PLATFORM, seen)).toBe(false);
    expect((await listWaits(kit, calling.session))[0]).toMatchObject({ status: 'expired' });
    expect(await resultsOf(kit, calling.session)).toEqual([expect.stringContaining('It was not approved')]);
    expect(await askToBegin(kit, calling.turn)).toMatchObject({ status: 'recorded' });
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'running', segment: 2 });
  });

  it('loses against a decision that has the lock', async () => {
    const calling = await startCalls(kit, ['risk']);
    const wait = await openWaitOf(kit, calling.session);
    await expireAll(calling.session);
    const [, expired] = await during(
      { kit, moment: 'resolve:locked' },
      () => resolve(kit, wait, APPROVED),
      () => expireWait(kit.deps, PLATFORM, { org_id: CTX.org_id, wait_id: wait.id }),
    );
    expect(expired).toBe(false);
    expect(await kit.begin(calling.turn, { kind: 'act' })).toMatchObject({ call: { name: 'risk' } });
  });
});

describe('the time of a turn', () => {
  it('stands still while it is parked, and is not granted again', async () => {
    const session = await kit.newSession({ limits: { turn_timeout_ms: 100_000 } });
    const calling = await startCalls(kit, ['risk', 'risk'], session);
    const back = `update turns set deadline_at = now() + interval '40 seconds' where org_id = $1 and id = $2`;
    await runSql(kit.database.db, back, [CTX.org_id, calling.turn]);
    await park(kit, calling, [0, 1]);
    const parked = await turnRow(kit, calling.turn);
    expect(parked.remaining_ms).toBeGreaterThan(30_000);
    expect(parked.remaining_ms).toBeLessThanOrEqual(40_000);
    expect(parked.left_ms).toBeGreaterThan(29 * 86_400_000);
    expect(parked.left_ms).toBeLessThanOrEqual(30 * 86_400_000);
    for (const wait of await listWaits(kit, session)) await resolve(kit, wait, APPROVED);
    const { left_ms, remaining_ms } = await turnRow(kit, calling.turn);
    expect(remaining_ms).toBeNull();
    expect(left_ms).toBeGreaterThan(30_000);
    expect(left_ms).toBeLessThanOrEqual(40_000);
  });
});

describe('SuspendCall', () => {
  const suspended = async (name: string) => {
    const calling = await startCalls(kit, [name]);
    const begun = await kit.begin(calling.turn, { kind: 'act' });
    await suspend(kit, begun, { state: { step: 1 } });
    return { calling, begun, wait: await openWaitOf(kit, calling.session) };
  };

  it.each(['look', 'pay'])(
    'gives the attempt of %s back: it runs again with its state and what was decided',
    async (name) => {
      const { calling, begun, wait } = await suspended(name);
      expect(wait).toMatchObject({ kind: 'question', request: { tool: name, question: { question: 'Which one?' } } });
      expect(await statusOf(kit, calling.session)).toBe('requires_action');
      // The answer of the first request was lost.
      await suspend(kit, begun, { state: { step: 1 } });
      expect(await fenced(kit.commitAct(begun))).toBe('fenced');
      expect(await askToBegin(kit, calling.turn)).toEqual({ status: 'waiting' });
      await park(kit, calling);
      await resolve(kit, wait, { decision: 'answer', answer: 'the red one' });
      const again = await kit.begin(calling.turn, { kind: 'act' });
      expect(again.resumed).toEqual({
        kind: 'question',
        state: { step: 1 },
        resolution: { decision: 'answer', answer: 'the red one' },
      });
      await kit.commitAct(again, 'red');
      expect(await resultsOf(kit, calling.session)).toEqual(['red']);
    },
  );

  it('still knows a `once` call that was lost after it', async () => {
    const { calling, wait } = await suspended('pay');
    await resolve(kit, wait, { decision: 'answer', answer: 'go' });
    await kit.begin(calling.turn, { kind: 'act' });
    expect(await askToBegin(kit, calling.turn)).toMatchObject({ status: 'recorded', outcome: { ok: false } });
    expect(await resultsOf(kit, calling.session)).toEqual([expect.stringContaining('unknown')]);
  });

  it('is refused to an attempt that is no longer the newest', async () => {
    const calling = await startCalls(kit, ['look']);
    const old = await kit.begin(calling.turn, { kind: 'act' });
    await kit.begin(calling.turn, { kind: 'act' });
    expect(await fenced(suspend(kit, old))).toBe('fenced');
    expect(await listWaits(kit, calling.session)).toEqual([]);
  });

  it('ends a call that waits again and again', async () => {
    const calling = await startCalls(kit, ['look']);
    for (let times = 0; times < 16; times += 1) {
      await suspend(kit, await kit.begin(calling.turn, { kind: 'act' }));
      await resolve(kit, await openWaitOf(kit, calling.session), { decision: 'answer', answer: times });
    }
    await suspend(kit, await kit.begin(calling.turn, { kind: 'act' }));
    expect(await resultsOf(kit, calling.session)).toEqual([expect.stringContaining('has waited 16 times')]);
  });
});

describe('a message to a session that waits', () => {
  it('queues behind the wait, and a steer is read after the answers', async () => {
    const calling = await startCalls(kit, ['risk']);
    await park(kit, calling);
    expect((await kit.post(calling.session, 'later')).disposition).toBe('queued');
    expect((await kit.post(calling.session, 'by the way', { busy_policy: 'steer' })).disposition).toBe('steered');
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'waiting' });
    await resolve(kit, await openWaitOf(kit, calling.session), APPROVED);
    await kit.commitAct(await kit.begin(calling.turn, { kind: 'act' }), 'paid');
    const begun = await kit.begin(calling.turn, { iteration: 2 });
    expect(begun.messages.map(({ role }) => role)).toEqual(['user', 'agent', 'tool_result', 'user']);
  });
});
