import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ApiClient } from '../dev/api-client.ts';
import { findFreePorts } from '../dev/free-ports.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { Browser } from './browser.ts';
import { REFUSALS, startLimitingProvider, type LimitingProvider } from './limiting-provider.ts';
import { startOpenIdProvider, type LocalOpenIdProvider } from './local-openid-provider.ts';
import { countNamings, expectDeadline, expectParkAndWake, expectRightTimes, isNow } from './skewed-turns.ts';
import { ADMIN, FULL_AUTH, PASSWORD } from './two-organizations.ts';
import { hasFaketime, jumpingClock, wrongClock } from './wrong-clock.ts';

const HOUR = 3_600_000;
const BASE_URL = 'http://localhost:9999';
const CLIENT = { clientId: 'everruns', clientSecret: 'canary-client-secret' };
/** The replicas: one is two hours behind, one two hours ahead, and the clock of the third one jumps. */
const BEHIND = 0;
const AHEAD = 1;
const JUMPING = 2;
const SKEWS = [-7_200, 7_200, 0];
const PAIRS = [
  [BEHIND, AHEAD],
  [AHEAD, BEHIND],
] as const;

const LoginAnswer = z.looseObject({
  user: z.object({ id: z.string() }),
  organization_id: z.string(),
  tokens: z.object({ access_token: z.string(), refresh_token: z.string() }),
});

describe.runIf(hasFaketime)('control planes that are two hours behind, two hours ahead, and that jump', async () => {
  const clock = jumpingClock(path.join(mkdtempSync(path.join(tmpdir(), 'everruns-clock-')), 'time'));
  const metricsPorts = await findFreePorts(3);
  const clocks = [wrongClock('-2h'), wrongClock('+2h'), clock.env];
  let stack: Stack;
  let provider: LimitingProvider;
  let google: LocalOpenIdProvider;
  let ada: z.output<typeof LoginAnswer>;

  beforeAll(async () => {
    const redirectUri = `${BASE_URL}/v1/auth/callback/google`;
    const accounts = [{ email: 'gus@openid.example', email_verified: true }];
    google = await startOpenIdProvider({ ...CLIENT, redirectUri, accounts, next: () => 'gus@openid.example' });
    stack = await startStack({
      runner: 'local',
      controlPlanes: 3,
      proxies: { model: async (url) => (provider = await startLimitingProvider(url)).url },
      env: {
        ...FULL_AUTH,
        RATE_LIMIT_STORE: 'postgres',
        AUTH_BASE_URL: BASE_URL,
        AUTH_GOOGLE_CLIENT_ID: CLIENT.clientId,
        AUTH_GOOGLE_CLIENT_SECRET: CLIENT.clientSecret,
        AUTH_GOOGLE_ISSUER: google.issuer,
      },
      envOf(name) {
        const index = Number(name.split('-').at(-1));
        return { ...clocks[index], METRICS_ADDR: `127.0.0.1:${metricsPorts[index]}` };
      },
    });
    ada = await signIn(AHEAD, ADMIN);
  });
  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    await provider[Symbol.asyncDispose]();
    await google[Symbol.asyncDispose]();
  });

  const urlOf = (replica: number) => stack.urls[replica] ?? '';
  const through = (replica: number, headers: Record<string, string> = bearer(ada.tokens.access_token)) =>
    new ApiClient([urlOf(replica)], headers);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const signIn = async (replica: number, account: object, at = '/v1/auth/login') =>
    LoginAnswer.parse(await through(replica, {}).json('POST', at, { body: { ...account, grant: 'tokens' } }));
  /** Returns the status that each replica answers to a request with these headers. */
  const statusesOf = (headers: Record<string, string>) =>
    Promise.all(SKEWS.map(async (_, replica) => (await through(replica, headers).fetch('GET', '/v1/auth/me')).status));

  it.each(PAIRS)('a login at replica %i counts at all of them, and is renewed at replica %i', async (from, to) => {
    const { tokens } = await signIn(from, ADMIN);
    expect(await statusesOf(bearer(tokens.access_token))).toEqual([200, 200, 200]);
    const body = { refresh_token: tokens.refresh_token };
    const renewed = await through(to, {}).json('POST', '/v1/auth/refresh', { body });
    const { access_token } = z.looseObject({ access_token: z.string() }).parse(renewed);
    expect(await statusesOf(bearer(access_token))).toEqual([200, 200, 200]);
  });

  it.each(PAIRS)(
    'a browser that signs in at replica %i is known at all of them, and its cookie lives for days',
    async (from) => {
      const answer = await through(from, {}).fetch('POST', '/v1/auth/login', { body: ADMIN });
      const [cookie = ''] = answer.headers.getSetCookie();
      expect(Number(/max-age=(\d+)/i.exec(cookie)?.[1])).toBeGreaterThan(24 * 3_600);
      expect(await statusesOf({ cookie: cookie.split(';')[0] ?? '' })).toEqual([200, 200, 200]);
    },
  );

  it.each(PAIRS)('an API key made at replica %i ends at its time, at all of them', async (from) => {
    const make = (inMs: number) => {
      const body = { name: 'k', scopes: ['read'], expires_at: new Date(Date.now() + inMs).toISOString() };
      return through(from).fetch('POST', '/v1/auth/api-keys', { body });
    };
    const keyOf = async (answer: Response) => ({
      authorization: z.looseObject({ key: z.string() }).parse(await answer.json()).key,
    });
    expect((await make(-HOUR)).status).toBe(400);
    const [long, short] = [await keyOf(await make(HOUR)), await keyOf(await make(4_000))];
    expect(await statusesOf(long)).toEqual([200, 200, 200]);
    expect(await statusesOf(short)).toEqual([200, 200, 200]);
    await expect.poll(() => statusesOf(short)).toEqual([401, 401, 401]);
    expect(await statusesOf(long)).toEqual([200, 200, 200]);
  });

  it.each(PAIRS)('a sign-in elsewhere that began at replica %i ends at replica %i', async (from, to) => {
    let replica: number = from;
    const browser = new Browser(BASE_URL, () => urlOf(replica));
    const callback = await browser.follow(`${BASE_URL}/v1/auth/oauth/google?return_to=/agents`, (url) =>
      url.startsWith(`${BASE_URL}/v1/auth/callback/`),
    );
    replica = to;
    expect(await browser.follow(callback)).toBe(`${BASE_URL}/agents`);
    expect((await browser.me())?.user?.email).toBe('gus@openid.example');
  });

  it.each(PAIRS)('an invitation of replica %i is accepted at replica %i', async (from, to) => {
    const email = `guest-${from}@v.example`;
    const made = await through(from).json('POST', `/v1/orgs/${ada.organization_id}/invitations`, {
      body: { email, role: 'viewer' },
    });
    const { token, created_at, expires_at } = z
      .looseObject({ token: z.string(), created_at: z.iso.datetime(), expires_at: z.iso.datetime() })
      .parse(made);
    expect(isNow(Date.parse(created_at))).toBe(true);
    expect(Date.parse(expires_at) - Date.parse(created_at)).toBe(7 * 24 * HOUR);
    const account = { email, password: PASSWORD, invitation_token: token };
    const guest = await signIn(to, account, '/v1/auth/register');
    expect(await statusesOf({ ...bearer(guest.tokens.access_token), 'x-org-id': ada.organization_id })).toEqual([
      200, 200, 200,
    ]);
  });

  it('requests are counted together, and nobody hears of hours', async () => {
    const told: string[] = [];
    for (const replica of [BEHIND, AHEAD, JUMPING])
      told.push((await through(replica).fetch('GET', '/v1/agents')).headers.get('ratelimit') ?? '');
    const [left, ends] = [/;r=(\d+)/, /;t=(\d+)/].map((part) => told.map((header) => Number(part.exec(header)?.[1])));
    expect(left?.[0]).toBe((left?.[2] ?? 0) + 2);
    for (const end of ends ?? []) expect(end).toBeLessThanOrEqual(60);
  });

  it.each([BEHIND, AHEAD])(
    'answers of replica %i carry the right Date, also where they stream or refuse',
    async (replica) => {
      const api = through(replica);
      const { id } = await api.createSession();
      const abort = new AbortController();
      const { signal } = abort;
      const answers = [
        await api.fetch('GET', '/v1/agents'),
        await api.fetch('GET', '/v1/nowhere'),
        await api.fetch('GET', `/v1/sessions/${id}/sse`, { signal }),
      ];
      for (const answer of answers) expect(isNow(Date.parse(answer.headers.get('date') ?? ''))).toBe(true);
      abort.abort();
    },
  );

  it.each([BEHIND, AHEAD])('a turn of replica %i has the right times', async (replica) => {
    await expectRightTimes({ stack, provider, api: through(replica) });
  });

  it.each([BEHIND, AHEAD])(
    'replica %i parks and wakes turns as the provider says, and ends them in time',
    async (replica) => {
      const tried = { stack, provider, api: through(replica) };
      await Promise.all([...REFUSALS.map((refusal) => expectParkAndWake(tried, refusal)), expectDeadline(tried)]);
    },
  );

  it('a wall clock that jumps back and forth under running turns changes nothing', async () => {
    const api = through(JUMPING);
    const session = await api.createSession({ limits: { turn_timeout_ms: 30_000 } });
    const hold = '[[sim:tool save {"label":"jump","hold_ms":5000}]][[sim:next]][[sim:text Held.]]';
    const held = api.post(session.id, hold, { wait: 30 });
    clock.jump('+2h');
    await expect.poll(() => countNamings(stack.controlPlanes[JUMPING]?.output() ?? '')).toBe(1);
    const { tokens } = await signIn(JUMPING, ADMIN);
    clock.jump('-2h');
    expect((await held).turn.status).toBe('completed');
    expect(await statusesOf(bearer(tokens.access_token))).toEqual([200, 200, 200]);
    await expectRightTimes({ stack, provider, api });
    expect(stack.simulator.effects('save')).toHaveLength(1);
  });

  it('each process names its clock once in the log, and always in its metric', async () => {
    expect(stack.controlPlanes.map((process) => countNamings(process.output()))).toEqual([1, 1, 1]);
    const readSkews = () =>
      Promise.all(
        metricsPorts.map(async (port) => {
          const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
          return Math.round(Number(/^everruns_clock_skew_seconds{process="control_plane"} (\S+)$/m.exec(text)?.[1]));
        }),
      );
    await expect.poll(readSkews).toEqual([-7_200, 7_200, -7_200]);
    for (const process of stack.controlPlanes) expect(process.output()).not.toMatch(/"level":(50|"error")/);
  });
});
