import { startOauthTwin } from '@everruns/mcp/testing';
import { afterAll, expect, it } from 'vitest';
import type { ApiClient } from '../dev/api-client.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { beginLoggedOut, openWaits, rest, resultsOf, signIn, signInText } from '../contracts/mcp-sessions.ts';
import { WEB_ENV } from '../contracts/web-tools.ts';

const TIMEOUT_MS = 60_000;
const twin = await startOauthTwin();
afterAll(() => twin[Symbol.asyncDispose]());
const shared = useStack({ controlPlanes: 2, runner: 'local', programs: 'product', env: WEB_ENV });

/** A session at the first replica whose call waits for a login. */
async function startWaiting() {
  const [here, there] = [shared.replica(0), shared.replica(1)];
  const { name, server, session } = await beginLoggedOut(here, twin);
  await here.post(session.id, signInText(name), { wait: 20 });
  expect(await openWaits(here, session.id)).toHaveLength(1);
  return { here, there, name, serverId: server.id, sessionId: session.id };
}

/** Waits until the turn has ended, and returns the results of its calls. */
async function endedWith(api: ApiClient, sessionId: string): Promise<string[]> {
  const events = await rest(api, sessionId);
  expect(events.filter(({ type }) => type === 'turn.completed').length).toBeGreaterThan(0);
  return resultsOf(events);
}

it(
  'a login that is begun at one replica and finished at another lets the call go on at the first',
  { timeout: TIMEOUT_MS },
  async () => {
    const { here, there, serverId, sessionId } = await startWaiting();
    await signIn(twin, { serverId, begin: here, finish: there });
    expect(await endedWith(here, sessionId)).toEqual([expect.stringContaining('has signed in')]);
  },
);

it(
  'a login whose process ended before it could tell anybody is found by the sweep',
  { timeout: TIMEOUT_MS },
  async () => {
    const { here, there, name, serverId, sessionId } = await startWaiting();
    await signIn(twin, { serverId, begin: there });
    await endedWith(here, sessionId);
    const set = (status: string) =>
      queryPostgres(
        shared.running.postgres.url,
        `update mcp_connections set status = '${status}' where server_id = '${serverId}'`,
      );
    await set('login_required');
    // Replicas know for seconds that there is a login, and then have the tool that asks for one.
    const asksAgain = async () => {
      const waits = await openWaits(here, sessionId);
      if (waits.length === 1) return 1;
      await here.post(sessionId, signInText(name), { wait: 20 });
      return (await openWaits(here, sessionId)).length;
    };
    await expect.poll(asksAgain, { timeout: TIMEOUT_MS / 2, interval: 1_000 }).toBe(1);
    // As the transaction of a login leaves it. No process is told.
    await set('active');
    expect((await endedWith(here, sessionId)).at(-1)).toContain('has signed in');
  },
);

it(
  'a wait for a login that nobody makes in time is ended by the sweep, with an error that the model reads',
  { timeout: TIMEOUT_MS },
  async () => {
    const { here, there, serverId, sessionId } = await startWaiting();
    await queryPostgres(
      shared.running.postgres.url,
      `update waits set expires_at = now() - interval '1 second' where session_id = '${sessionId}'`,
    );
    const [result] = await endedWith(here, sessionId);
    expect(result).toContain('"success":false');
    // A login that comes later changes nothing about it.
    await signIn(twin, { serverId, begin: there });
    expect(await endedWith(here, sessionId)).toHaveLength(1);
  },
);
