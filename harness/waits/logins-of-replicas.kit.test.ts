import { startOauthTwin } from '@everruns/mcp/testing';
import { afterAll, expect, it } from 'vitest';
import type { ApiClient } from '../dev/api-client.ts';
import { queryPostgres } from '../dev/query-postgres.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { WEB_ENV } from '../contracts/web-tools.ts';

const TIMEOUT_MS = 60_000;
const twin = await startOauthTwin();
afterAll(() => twin[Symbol.asyncDispose]());
const shared = useStack({ controlPlanes: 2, runner: 'local', programs: 'product', env: WEB_ENV });

let count = 0;
/** A session at the first replica whose call waits for a login. */
async function startWaiting() {
  const here = shared.replica(0);
  const name = `r${(count += 1)}`;
  const { id } = await here.json<{ id: string }>('POST', '/v1/mcp-servers', {
    body: { name, url: twin.url, auth: 'oauth' },
  });
  const session = await here.createSession({ capabilities: [{ ref: 'mcp', config: { servers: [name] } }] });
  await here.post(session.id, `[[sim:tool ${name}__sign_in {}]][[sim:next]][[sim:text done]]`, { wait: 20 });
  expect(await openWaits(here, session.id)).toBe(1);
  return { here, there: shared.replica(1), name, serverId: id, sessionId: session.id };
}

async function openWaits(api: ApiClient, sessionId: string): Promise<number> {
  const path = `/v1/approvals?session_id=${sessionId}&status=open&kind=connection`;
  return (await api.json<{ data: unknown[] }>('GET', path)).data.length;
}

async function signIn(begin: ApiClient, finish: ApiClient, serverId: string): Promise<void> {
  const { authorize_url } = await begin.json<{ authorize_url: string }>('POST', `/v1/mcp-servers/${serverId}/login`, {
    body: {},
  });
  await finish.json('POST', '/v1/mcp-connections', { body: await twin.signIn(authorize_url) });
}

/** Waits until the turn has ended, and returns the results of its calls. */
async function resultsOf(api: ApiClient, sessionId: string): Promise<string[]> {
  const statusOf = async () => (await api.json<{ status: string }>('GET', `/v1/sessions/${sessionId}`)).status;
  await expect.poll(statusOf, { timeout: TIMEOUT_MS / 2 }).toBe('idle');
  const events = await api.events(sessionId);
  expect(events.filter(({ type }) => type === 'turn.completed').length).toBeGreaterThan(0);
  return events.filter(({ type }) => type === 'tool.completed').map(({ data }) => JSON.stringify(data));
}

it(
  'a login that is begun at one replica and finished at another lets the call go on at the first',
  { timeout: TIMEOUT_MS },
  async () => {
    const { here, there, serverId, sessionId } = await startWaiting();
    await signIn(here, there, serverId);
    expect(await resultsOf(here, sessionId)).toEqual([expect.stringContaining('has signed in')]);
  },
);

it(
  'a login whose process ended before it could tell anybody is found by the sweep',
  { timeout: TIMEOUT_MS },
  async () => {
    const { here, there, name, serverId, sessionId } = await startWaiting();
    await signIn(there, there, serverId);
    await resultsOf(here, sessionId);
    const set = (status: string) =>
      queryPostgres(
        shared.running.postgres.url,
        `update mcp_connections set status = '${status}' where server_id = '${serverId}'`,
      );
    await set('login_required');
    const ask = `[[sim:tool ${name}__sign_in {}]][[sim:next]][[sim:text done]]`;
    // Replicas know for seconds that there is a login, and then have the tool that asks for one.
    const asksAgain = async () => {
      if ((await openWaits(here, sessionId)) === 1) return 1;
      await here.post(sessionId, ask, { wait: 20 });
      return openWaits(here, sessionId);
    };
    await expect.poll(asksAgain, { timeout: TIMEOUT_MS / 2, interval: 1_000 }).toBe(1);
    // As the transaction of a login leaves it. No process is told.
    await set('active');
    expect((await resultsOf(here, sessionId)).at(-1)).toContain('has signed in');
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
    const [result] = await resultsOf(here, sessionId);
    expect(result).toContain('"success":false');
    // A login that comes later changes nothing about it.
    await signIn(there, there, serverId);
    expect(await resultsOf(here, sessionId)).toHaveLength(1);
  },
);
