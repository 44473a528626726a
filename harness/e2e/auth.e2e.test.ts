import { judgeFigure } from '@everruns/kernel/testing';
import { get } from 'node:http';
import { describe, expect, it, beforeAll, afterAll } from 'vitest';
import { ApiClient, type StreamFrame } from '../dev/api-client.ts';
import { RawClient } from './raw-client.ts';
import { useStack } from './shared-stack.ts';
import { ADMIN, createTwoOrganizations, FULL_AUTH, runSql, type TwoOrganizations } from './two-organizations.ts';

const judgeEnd = (value: number) =>
  judgeFigure({ name: 'a stream ends after its access', value, unit: 'ms', most: 5_000 });

describe('with accounts, on two replicas', () => {
  const shared = useStack({ env: FULL_AUTH, controlPlanes: 2 });
  let orgs: TwoOrganizations;
  beforeAll(async () => {
    orgs = await createTwoOrganizations(shared.running);
  });

  const through = (replica: number, headers: Record<string, string>) =>
    new ApiClient([shared.running.urls[replica] ?? ''], headers);
  const statusOf = async (api: ApiClient, path = '/v1/auth/me') => (await api.fetch('GET', path)).status;

  /** Reads a stream to its end; `whenOpen` is called at its first frame. */
  async function readToEnd(api: ApiClient, sessionId: string, whenOpen: () => Promise<unknown>) {
    const frames: StreamFrame[] = [];
    let openedAt = 0;
    for await (const frame of api.stream(sessionId)) {
      if (frames.length === 0) {
        await whenOpen();
        openedAt = performance.now();
      }
      frames.push(frame);
    }
    return { last: frames.at(-1), endedAfterMs: performance.now() - openedAt };
  }

  const GOODBYE = { event: 'disconnecting', data: { reason: 'auth_expired' } };

  it('a key that is revoked on one replica ends its stream on the other, and its calls', async () => {
    const { id, key } = await orgs.makeKey(['read']);
    const reader = through(1, { authorization: key });
    const { id: session } = await through(0, orgs.ada.token).createSession();
    expect(await statusOf(reader)).toBe(200);
    const revoke = () => through(0, orgs.ada.token).fetch('DELETE', `/v1/auth/api-keys/${id}`);
    const { last, endedAfterMs } = await readToEnd(reader, session, revoke);
    expect(last).toMatchObject(GOODBYE);
    judgeEnd(endedAfterMs);
    expect(await statusOf(reader)).toBe(401);
    expect(await statusOf(through(0, { authorization: key }))).toBe(401);
  });

  it('a member who is removed loses an open stream, their calls and their keys', async () => {
    const viewer = through(1, orgs.vic.token);
    const { id: session } = await through(0, orgs.ada.token).createSession();
    const member = `/v1/orgs/${orgs.ada.org_id}/members/${orgs.vic.user_id}`;
    const remove = () => through(0, orgs.ada.token).fetch('DELETE', member);
    const { last, endedAfterMs } = await readToEnd(viewer, session, remove);
    expect(last).toMatchObject(GOODBYE);
    judgeEnd(endedAfterMs);
    expect(await statusOf(viewer)).toBe(403);
  });

  it('a login that ends takes its open streams with it', async () => {
    const { urls } = shared.running;
    const body = { ...ADMIN, grant: 'tokens' };
    const login = await new ApiClient(urls).json<{ tokens: { access_token: string } }>('POST', '/v1/auth/login', {
      body,
    });
    const token = { authorization: `Bearer ${login.tokens.access_token}` };
    const { id: session } = await through(0, orgs.ada.token).createSession();
    const logout = () => through(0, token).fetch('POST', '/v1/auth/logout');
    const { last } = await readToEnd(through(1, token), session, logout);
    expect(last).toMatchObject(GOODBYE);
  });

  it('a stream of a valid credential stays', async () => {
    const api = through(1, orgs.ada.key);
    const { id: session } = await api.createSession();
    const abort = new AbortController();
    const frames: string[] = [];
    const reading = (async () => {
      for await (const frame of api.stream(session, { signal: abort.signal })) frames.push(frame.event);
    })().catch(() => undefined);
    const before = await countChecks();
    await expect.poll(async () => (await countChecks()) > before).toBe(true);
    expect(frames).not.toContain('disconnecting');
    abort.abort();
    await reading;
  });

  /** Returns the time of the watch's last check, from PostgreSQL's view of the last statement of each connection. */
  async function countChecks(): Promise<number> {
    const rows = await runSql(
      shared.running.postgres.url,
      `select extract(epoch from max(query_start))::float8 as at from pg_stat_activity where query like '%h.position%'
       and pid <> pg_backend_pid()`,
    );
    return Number(rows[0]?.['at'] ?? 0);
  }
});

describe('a rate limit, counted in PostgreSQL', () => {
  const shared = useStack({
    env: { ...FULL_AUTH, RATE_LIMIT_STORE: 'postgres', RATE_LIMIT_REQUESTS_PER_MINUTE: '6' },
    controlPlanes: 2,
  });

  it('is one for both replicas; every answer says what is left, and the refusal when to come back', async () => {
    const { api } = shared;
    const body = { ...ADMIN, grant: 'tokens' };
    const login = await api.json<{ tokens: { access_token: string } }>('POST', '/v1/auth/login', { body });
    const headers = { authorization: `Bearer ${login.tokens.access_token}` };
    const answers: Response[] = [];
    for (let call = 0; call < 8; call += 1) answers.push(await api.fetch('GET', '/v1/agents', { headers }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    const left = answers.map((answer) => /;r=(\d+);/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);
    expect(left).toEqual(['5', '4', '3', '2', '1', '0', '0', '0']);
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"api";q=6;w=60');
    expect(Number(answers[7]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answers[0]?.headers.get('retry-after')).toBeNull();
  });
});

describe('a page of another origin against a local platform', () => {
  const shared = useStack();
  let client: RawClient;
  beforeAll(() => {
    client = new RawClient(shared.running.urls[0] ?? '');
  });
  afterAll(() => client[Symbol.asyncDispose]());

  const agent = JSON.stringify({ name: 'evil', system_prompt: 'x' });
  const send = async (headers: Record<string, string>, body = agent) => {
    const request = { method: 'POST', path: '/v1/agents', headers: { 'content-type': 'application/json', ...headers } };
    return (await client.send({ ...request, body })).status;
  };
  const host = () => new URL(shared.running.urls[0] ?? '').host;

  it('after DNS rebinding is not answered: its Host is not ours', async () => {
    for (const path of ['/v1/agents', '/health', '/api-doc/openapi.json', '/v1/auth/config']) {
      const answer = await client.send({ method: 'GET', path, headers: { host: 'rebound.evil.example:9000' } });
      expect([path, answer.status]).toEqual([path, 421]);
    }
  });

  it('cannot write: not by fetch, not by a form, not by an image, not from a sandboxed frame', async () => {
    const form = 'application/x-www-form-urlencoded';
    const attacks: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'https://evil.example', 'content-type': form },
      { origin: 'https://evil.example', 'content-type': 'text/plain' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: `http://evil.example:${host().split(':')[1]}` },
      { origin: `http://${host()}.evil.example` },
    ];
    for (const headers of attacks) expect([headers, await send(headers)]).toEqual([headers, 403]);
    const list = await shared.api.json<{ data: { name: string }[] }>('GET', '/v1/agents?search=evil');
    expect(list.data).toEqual([]);
  });

  it('cannot read: no CORS header names it, before a request or after', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'GET' };
      const answer = await client.send({ method, path: '/v1/agents', headers });
      expect([method, answer.headers['access-control-allow-origin']]).toEqual([method, undefined]);
    }
  });

  it('cannot open a WebSocket, whatever the address', async () => {
    const statuses = { '/v1/ws': 403, '/v1/agents': 400, '/': 400 };
    for (const [path, refused] of Object.entries(statuses)) {
      const request = get(`${shared.running.urls[0]}${path}`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          origin: 'https://evil.example',
          'sec-websocket-version': '13',
          'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        },
      });
      const status = await new Promise((resolve, reject) => {
        request.on('upgrade', () => resolve(101));
        request.on('response', (response) => resolve(response.resume().statusCode));
        request.on('error', reject);
      });
      expect([path, status]).toEqual([path, refused]);
    }
  });

  it('is no obstacle to our own page and to what is no browser', async () => {
    expect(await send({ origin: `http://${host()}`, 'sec-fetch-site': 'same-origin' })).toBe(201);
    expect(await send({})).toBe(201);
  });
});
