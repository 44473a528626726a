import { omitUndefined } from '@everruns/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import { ADMIN, authSettings, newEmail, PASSWORD, registerPerson } from '../../testing/auth-kit.ts';
import { outcomeOf, startTestApi, type ApiAnswer, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
});
afterAll(() => api[Symbol.asyncDispose]());

let email: string;
beforeEach(() => {
  email = newEmail();
});

const HOME = '203.0.113.7';
const ELSEWHERE = '198.51.100.9';
const from = (address: string, cookie?: string) => ({
  'x-forwarded-for': address,
  'sec-fetch-site': 'same-origin',
  ...omitUndefined({ cookie }),
});
const logIn = (headers: Record<string, string>, password = PASSWORD, who = email) =>
  api.call('POST', '/v1/auth/login', { body: { email: who, password }, headers });
const register = () =>
  api.call('POST', '/v1/auth/register', { body: { email, password: PASSWORD }, headers: from(HOME) });
/** The cookie that tells the device, as a browser sends it back. */
const deviceOf = ({ headers }: ApiAnswer): string => {
  const all = [headers['set-cookie'] ?? []].flat();
  return all.find((cookie) => cookie.startsWith('everruns_device='))?.split(';')[0] ?? '';
};
/** What so many guesses from networks of their own count; the passwords themselves are not computed. */
async function guessFromEverywhere(account: string, networks = 130): Promise<void> {
  const guesses = Array.from({ length: networks }, (_, index) =>
    api.auth.loginLimits.begin({
      emailKey: normalizeEmail(account),
      address: `10.${index >> 8}.${index & 0xff}.1`,
      device: null,
      isKnownNetwork: async () => false,
    }),
  );
  const settled = await Promise.allSettled(guesses);
  expect(settled.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
}

describe('while strangers guess from everywhere', () => {
  it('a browser that has signed in before gets in, from wherever, and so does who comes from where they are signed in', async () => {
    const device = deviceOf(await register());
    await guessFromEverywhere(email);
    expect(outcomeOf(await logIn(from(ELSEWHERE, device)))).toBe('200');
    expect(outcomeOf(await logIn(from(HOME)))).toBe('200');
  });

  it('who comes from nowhere known waits for seconds, not for the end of the attack', async () => {
    await register();
    await guessFromEverywhere(email);
    const refused = await logIn(from(ELSEWHERE));
    expect(outcomeOf(refused)).toBe('429 rate_limited');
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(20);
    expect(refused.text).toMatch(/Wait \d+ seconds/);
    expect(outcomeOf(await logIn(from(ELSEWHERE), ADMIN.password, ADMIN.email))).toBe('200');
  });

  it('a login that has ended makes its network unknown again', async () => {
    const answer = await register();
    const session = [answer.headers['set-cookie'] ?? []].flat()[0]?.split(';')[0] ?? '';
    await api.call('POST', '/v1/auth/logout', { headers: from(HOME, session) });
    await guessFromEverywhere(email);
    expect(outcomeOf(await logIn(from(HOME)))).toBe('429 rate_limited');
  });

  it('the owner who is signed in changes the password', async () => {
    const { cookie } = await registerPerson(api, email);
    await guessFromEverywhere(email);
    const answer = await api.call('POST', '/v1/auth/password', {
      body: { current_password: PASSWORD, new_password: 'another good password' },
      headers: from(ELSEWHERE, cookie),
    });
    expect(outcomeOf(answer)).toBe('204');
  });
});

describe('a device', () => {
  it('passes where somebody on the same network has used up the attempts, and only for the accounts it knows', async () => {
    const device = deviceOf(await register());
    const guesses = await Promise.all(Array.from({ length: 11 }, () => logIn(from(HOME), 'guess')));
    expect(guesses.map(outcomeOf).filter((outcome) => outcome === '429 rate_limited')).toHaveLength(1);
    expect(outcomeOf(await logIn(from(HOME)))).toBe('429 rate_limited');
    expect(outcomeOf(await logIn(from(HOME, device)))).toBe('200');
    email = newEmail();
    const other = deviceOf(await register());
    expect(outcomeOf(await logIn(from(HOME, other)))).toBe('200');
    await Promise.all(Array.from({ length: 11 }, () => logIn(from(HOME), 'guess')));
    for (const cookie of [device, `${other}x`, 'everruns_device=a.b.c.d.e', 'everruns_device=']) {
      expect([cookie, outcomeOf(await logIn(from(HOME, cookie)))]).toEqual([cookie, '429 rate_limited']);
    }
  });

  it('knows all who signed in with it, is no way in by itself, and has no endless guesses', async () => {
    const first = email;
    const device = deviceOf(await register());
    email = newEmail();
    const both = deviceOf(
      await api.call('POST', '/v1/auth/register', { body: { email, password: PASSWORD }, headers: from(HOME, device) }),
    );
    await guessFromEverywhere(first);
    await guessFromEverywhere(email);
    expect(outcomeOf(await logIn(from(ELSEWHERE, both), PASSWORD, first))).toBe('200');
    expect(outcomeOf(await logIn(from(ELSEWHERE, both)))).toBe('200');
    expect(outcomeOf(await api.call('GET', '/v1/auth/me', { headers: from(HOME, both) }))).toBe('401 unauthenticated');
    const guesses = await Promise.all(Array.from({ length: 23 }, () => logIn(from(ELSEWHERE, both), 'guess')));
    // Ten as this device, ten more as a place where somebody is signed in.
    expect(guesses.map(outcomeOf).filter((outcome) => outcome === '429 rate_limited')).toHaveLength(3);
  });

  it('of a client of the API is none: tokens come without a cookie', async () => {
    await register();
    const answer = await api.call('POST', '/v1/auth/login', {
      body: { email, password: PASSWORD, grant: 'tokens' },
      headers: from(HOME),
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

it('more guesses than the account allows are refused even when they come one by one, each from a network of its own', async () => {
  await register();
  await guessFromEverywhere(email);
  const outcomes = [];
  for (let index = 0; index < 4; index += 1) outcomes.push(outcomeOf(await logIn(from(`192.0.2.${index}`), 'guess')));
  expect(outcomes).toEqual(Array(4).fill('429 rate_limited'));
});
