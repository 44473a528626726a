import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { PLATFORM } from './ports/process-context.ts';
import { addServer, LOGIN, removeServer, suspendForLogin } from './testing/connection-kit.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { sweepOnce } from './testing/sweep-kit.ts';
import {
  askToBegin,
  listWaits,
  openWaitOf,
  park,
  resultsOf,
  startCalls,
  statusOf,
  turnRow,
} from './testing/wait-kit.ts';
import { expireWait } from './verbs/expire-wait.ts';
import { refuseConnectionWaits, resolveConnectionWaits } from './verbs/resolve-connection-waits.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterEach(() => removeServer(kit));
afterAll(() => kit[Symbol.asyncDispose]());

const OF_SERVER = { org_id: CTX.org_id, server_id: LOGIN.server_id, by: 'ada' };
const OF_LOGIN = { ...OF_SERVER, subject: LOGIN.subject };

/** A turn whose call waits for the login. */
async function startWaiting() {
  const calling = await startCalls(kit, ['look']);
  await suspendForLogin(kit, await kit.begin(calling.turn, { kind: 'act' }));
  return calling;
}

describe('a call that needs a login', () => {
  it('waits for it, parks at once, and the session requires action', async () => {
    const calling = await startWaiting();
    const { turn, reason, session } = calling;
    expect(await openWaitOf(kit, session)).toMatchObject({ kind: 'connection', subject: LOGIN.subject });
    expect(await statusOf(kit, session)).toBe('requires_action');
    const asked = { turn_id: turn, segment: 1, iteration: 1, ordinals: [0], timeout_ms: 60_000, token: reason.token };
    expect(await kit.service.waitForCalls(asked)).toEqual({ status: 'waited', runnable: [], open: [0] });
    expect(await park(kit, calling)).toEqual({ status: 'ended' });
    await refuseConnectionWaits(kit.deps, PLATFORM, OF_SERVER);
  });

  it('runs again once the subject has signed in, however often that is told', async () => {
    const calling = await startWaiting();
    await park(kit, calling);
    const told = await Promise.all([1, 2, 3].map(() => resolveConnectionWaits(kit.deps, PLATFORM, OF_LOGIN)));
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'running', segment: 2 });
    await kit.commitAct(await kit.begin(calling.turn, { kind: 'act' }), 'read');
    expect(await resultsOf(kit, calling.session)).toEqual(['read']);
  });

  it('waits on when another subject signs in, or this one at another server', async () => {
    const calling = await startWaiting();
    expect(await resolveConnectionWaits(kit.deps, PLATFORM, { ...OF_LOGIN, subject: 'customer:1' })).toBe(0);
    const other = '01a1fe88-3957-7197-9576-829b5c23cac5' as typeof LOGIN.server_id;
    expect(await resolveConnectionWaits(kit.deps, PLATFORM, { ...OF_LOGIN, server_id: other })).toBe(0);
    expect(await refuseConnectionWaits(kit.deps, PLATFORM, { ...OF_SERVER, server_id: other })).toBe(0);
    expect(await listWaits(kit, calling.session)).toMatchObject([{ status: 'open' }]);
    await refuseConnectionWaits(kit.deps, PLATFORM, OF_SERVER);
  });

  it('gets an error when the server is deleted, and the turn goes on', async () => {
    const calling = await startWaiting();
    await park(kit, calling);
    expect(await refuseConnectionWaits(kit.deps, PLATFORM, OF_SERVER)).toBe(1);
    expect(await listWaits(kit, calling.session)).toMatchObject([
      { status: 'resolved', resolution: { decision: 'deny' }, resolved_by: 'ada' },
    ]);
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'running', segment: 2 });
    expect(await askToBegin(kit, calling.turn)).toMatchObject({ status: 'recorded', outcome: { ok: false } });
    expect(await resultsOf(kit, calling.session)).toEqual([expect.stringContaining('was deleted')]);
  });
});

describe('a wait for a login that nobody makes in time', () => {
  it('is ended once by the sweep, with an error, and a login that comes later finds nothing', async () => {
    const calling = await startWaiting();
    await park(kit, calling);
    const end = `update waits set expires_at = now() - interval '1 second' where org_id = $1 and session_id = $2`;
    await runSql(kit.database.db, end, [CTX.org_id, calling.session]);
    const { expired } = await sweepOnce(kit);
    const ended = await Promise.all([...expired, ...expired].map((seen) => expireWait(kit.deps, PLATFORM, seen)));
    expect(ended.filter(Boolean)).toHaveLength(1);
    expect(await listWaits(kit, calling.session)).toMatchObject([{ status: 'expired' }]);
    expect(await turnRow(kit, calling.turn)).toMatchObject({ status: 'running', segment: 2 });
    expect(await askToBegin(kit, calling.turn)).toMatchObject({ status: 'recorded', outcome: { ok: false } });
    await addServer(kit, { hasLogin: true });
    expect((await sweepOnce(kit)).logins).toEqual([]);
    expect(await resolveConnectionWaits(kit.deps, PLATFORM, OF_LOGIN)).toBe(0);
    expect(await resultsOf(kit, calling.session)).toHaveLength(1);
  });
});

describe('the reconciler finds from the state alone', () => {
  it('a call that waits for a login that is there', async () => {
    await startWaiting();
    await addServer(kit, { hasLogin: false });
    expect((await sweepOnce(kit)).logins).toEqual([]);
    await addServer(kit, { hasLogin: true });
    const found = { org_id: CTX.org_id, ...LOGIN, has_server: true };
    expect((await sweepOnce(kit)).logins).toEqual([found]);
    expect(await resolveConnectionWaits(kit.deps, PLATFORM, OF_LOGIN)).toBe(1);
    expect((await sweepOnce(kit)).logins).toEqual([]);
  });

  it('a call that waits for a login at a server that no longer wants one', async () => {
    const { turn } = await startWaiting();
    await addServer(kit, { hasLogin: false });
    expect((await sweepOnce(kit)).logins).toEqual([]);
    await addServer(kit, { hasLogin: false, auth: 'none' });
    expect((await sweepOnce(kit)).logins).toEqual([{ org_id: CTX.org_id, ...LOGIN, has_server: true }]);
    expect(await resolveConnectionWaits(kit.deps, PLATFORM, { ...OF_LOGIN, subject: null })).toBe(1);
    expect((await sweepOnce(kit)).logins).toEqual([]);
    await kit.commitAct(await kit.begin(turn, { kind: 'act' }), 'read');
  });

  it('a call that waits for a login at a server that is gone', async () => {
    await startWaiting();
    expect((await sweepOnce(kit)).logins).toEqual([{ org_id: CTX.org_id, ...LOGIN, has_server: false }]);
    expect(await refuseConnectionWaits(kit.deps, PLATFORM, OF_SERVER)).toBe(1);
    expect((await sweepOnce(kit)).logins).toEqual([]);
  });
});
