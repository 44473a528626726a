import type { SessionId, TurnId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { PLATFORM } from './ports/process-context.ts';
import { LOGIN, suspendForLogin } from './testing/connection-kit.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { answer, childrenOf, deliverAll, startFamily } from './testing/subagent-kit.ts';
import { sweepOnce } from './testing/sweep-kit.ts';
import {
  askToBegin,
  during,
  listWaits,
  openWaitOf,
  park,
  resolve,
  resultsOf,
  startCalls,
  suspend,
  turnRow,
  type CallingTurn,
} from './testing/wait-kit.ts';
import { expireWait } from './verbs/expire-wait.ts';
import { resolveConnectionWaits } from './verbs/resolve-connection-waits.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const APPROVED = { decision: 'approve' } as const;

const expireAll = (session: string) =>
  runSql(
    kit.database.db,
    `update waits set expires_at = now() - interval '1 second' where org_id = $1 and session_id = $2`,
    [CTX.org_id, session],
  );

describe('expiry', () => {
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

  it('of a call that a device has taken says that its outcome is unknown', async () => {
    const calling = await startCalls(kit, ['ask']);
    await park(kit, calling);
    const wait = await openWaitOf(kit, calling.session);
    const claim = `update waits set claimed_by = 'phone' where org_id = $1 and id = $2`;
    await runSql(kit.database.db, claim, [CTX.org_id, wait.id]);
    await expireAll(calling.session);
    expect(await expireWait(kit.deps, PLATFORM, { org_id: CTX.org_id, wait_id: wait.id })).toBe(true);
    expect(await resultsOf(kit, calling.session)).toEqual([expect.stringContaining('its outcome is unknown')]);
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'running', segment: 2 });
  });

  it.each(['risk', 'ask', 'task'])('of a call to %s lets the turn go on with an error as its result', async (name) => {
    const calling = await startCalls(kit, [name]);
    await park(kit, calling);
    const [wait] = await listWaits(kit, calling.session);
    await expireAll(calling.session);
    const found = (await sweepOnce(kit)).expired;
    expect(found).toContainEqual({ org_id: CTX.org_id, wait_id: wait?.id });
    for (const seen of found) await expireWait(kit.deps, PLATFORM, seen);
    expect(await listWaits(kit, calling.session)).toMatchObject([{ status: 'expired' }]);
    expect(await askToBegin(kit, calling.turn)).toMatchObject({ status: 'recorded', outcome: { ok: false } });
    expect(await kit.count(calling.session, 'tool.started')).toBe(0);
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

  const SHORT = { limits: { turn_timeout_ms: 100_000 } };
  /** Makes the turn have so many seconds left of its time. */
  const leave = (turn: string, seconds: number) =>
    runSql(
      kit.database.db,
      `update turns set deadline_at = now() + $3 * interval '1 second' where org_id = $1 and id = $2`,
      [CTX.org_id, turn, seconds],
    );
  const expectLeft = async (turn: TurnId, seconds: number): Promise<void> => {
    const { left_ms } = await turnRow(kit, turn);
    expect(left_ms).toBeGreaterThan((seconds - 10) * 1_000);
    expect(left_ms).toBeLessThanOrEqual(seconds * 1_000);
  };
  /** What each kind of wait is opened by, and what ends it. */
  const KINDS: [
    kind: string,
    open: (session: SessionId) => Promise<CallingTurn>,
    end: (calling: CallingTurn) => unknown,
  ][] = [
    [
      'a person',
      (session) => startCalls(kit, ['risk'], session),
      async ({ session }) => resolve(kit, await openWaitOf(kit, session), APPROVED),
    ],
    [
      'a client',
      (session) => startCalls(kit, ['ask'], session),
      async ({ session }) => {
        const { request } = await openWaitOf(kit, session);
        const tool_results = [{ tool_call_id: request.tool_call_id, result: 1 }];
        return kit.verbs.resolveToolCalls(CTX, { session_id: session, request: { tool_results }, idempotency: null });
      },
    ],
    [
      'a sub-agent',
      async (session) => (await startFamily(kit, session)).parent,
      async ({ session }) => {
        for (const child of await childrenOf(kit, session)) await answer(kit, child);
        await deliverAll(kit);
      },
    ],
    [
      'a login',
      async (session) => {
        const calling = await startCalls(kit, ['look'], session);
        await suspendForLogin(kit, await kit.begin(calling.turn, { kind: 'act' }));
        return calling;
      },
      () => resolveConnectionWaits(kit.deps, PLATFORM, { org_id: CTX.org_id, ...LOGIN, by: 'ada' }),
    ],
    [
      'expiry',
      (session) => startCalls(kit, ['risk'], session),
      async ({ session }) => {
        await expireAll(session);
        for (const seen of (await sweepOnce(kit)).expired) await expireWait(kit.deps, PLATFORM, seen);
      },
    ],
  ];

  it.each(KINDS)('is restored, and not granted again, by the end of a wait for %s', async (_kind, open, end) => {
    const calling = await open(await kit.newSession(SHORT));
    await leave(calling.turn, 40);
    await park(kit, calling);
    const parked = await turnRow(kit, calling.turn);
    expect(parked.remaining_ms).toBeLessThanOrEqual(40_000);
    // It has been parked for a day.
    const later = `update turns set deadline_at = deadline_at - interval '1 day' where org_id = $1 and id = $2`;
    await runSql(kit.database.db, later, [CTX.org_id, calling.turn]);
    await end(calling);
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'running', segment: 2, remaining_ms: null });
    await expectLeft(calling.turn, 40);
  });

  it('goes on from what is left when a turn parks twice', async () => {
    const calling = await startCalls(kit, ['risk'], await kit.newSession(SHORT));
    await leave(calling.turn, 40);
    await park(kit, calling);
    await resolve(kit, await openWaitOf(kit, calling.session), APPROVED);
    await leave(calling.turn, 20);
    kit.deps.memory.forget(calling.session);
    const begun = await kit.begin(calling.turn, { kind: 'act' });
    await suspend(kit, begun);
    const end = { kind: 'parked' as const, iteration: 1, wait_ordinals: [0] };
    await kit.service.endSegment({ turn_id: calling.turn, segment: 2, token: begun.token, end });
    await resolve(kit, await openWaitOf(kit, calling.session), { decision: 'answer', answer: 'yes' });
    await expectLeft(calling.turn, 20);
  });

  it('ends with the greatest age of a turn, 30 days, whatever is left of it', async () => {
    const calling = await startCalls(kit, ['risk'], await kit.newSession({ limits: { turn_timeout_ms: 3_600_000 } }));
    await park(kit, calling);
    const old = `update turns set started_at = now() - interval '30 days' + interval '60 seconds' where org_id = $1 and id = $2`;
    await runSql(kit.database.db, old, [CTX.org_id, calling.turn]);
    await resolve(kit, await openWaitOf(kit, calling.session), APPROVED);
    await expectLeft(calling.turn, 60);
  });
});
