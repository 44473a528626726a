import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
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
  turnRow,
} from './testing/wait-kit.ts';

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

  it('is neither begun nor parked inline for a client: the answer to its executor comes before the time that it would wait is over', async () => {
    const calling = await startCalls(kit, ['risk']);
    expect(await askToBegin(kit, calling.turn)).toEqual({ status: 'waiting' });
    const { token } = calling.reason;
    const asked = { turn_id: calling.turn, segment: 1, iteration: 1, ordinals: [0], timeout_ms: 60_000, token };
    expect(await kit.service.waitForCalls(asked)).toEqual({ status: 'waited', runnable: [], open: [0] });
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
