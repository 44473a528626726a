import { afterAll, beforeAll, expect, it } from 'vitest';
import { authSettings, bearer, makeKey, registerPerson, type Person } from '../testing/auth-kit.ts';
import { outcomeOf, startTestApi, type TestApi } from '../testing/test-api.ts';

const LIMIT = 12;
let api: TestApi;
let ada: Person;
beforeAll(async () => {
  api = await startTestApi({
    auth: authSettings('full', { RATE_LIMIT_REQUESTS_PER_MINUTE: String(LIMIT) }),
    isLimited: true,
  });
  ada = await registerPerson(api, 'ada@limits.example');
});
afterAll(() => api[Symbol.asyncDispose]());

const countPassed = async (requests: { path: string; headers: Record<string, string> }[]) => {
  const answers = await Promise.all(requests.map(({ path, headers }) => api.call('GET', path, { headers })));
  const outcomes = answers.map(outcomeOf);
  expect(outcomes.filter((outcome) => outcome !== '200' && outcome !== '429 rate_limited')).toEqual([]);
  return outcomes.filter((outcome) => outcome === '200').length;
};

it('all keys of a person have one budget, and it is not the budget of their logins', async () => {
  const keys = await Promise.all([1, 2, 3, 4].map(() => makeKey(api, ada)));
  const requests = Array.from({ length: LIMIT }, () =>
    keys.map(({ key }) => ({ path: '/v1/agents', headers: bearer(key) })),
  );
  expect(await countPassed(requests.flat())).toBe(LIMIT);
  expect(await countPassed([{ path: '/v1/agents', headers: bearer(ada.accessToken) }])).toBe(1);
});

it('without a credential a network has one budget, whatever address of it calls', async () => {
  const from = (address: string) => ({ path: '/v1/auth/config', headers: { 'x-forwarded-for': address } });
  const addresses = Array.from({ length: 3 * LIMIT }, (_, index) => `2001:db8:a:b:${index.toString(16)}:1::`);
  expect(await countPassed(addresses.map(from))).toBe(LIMIT);
  expect(await countPassed(['2001:db8:a:c::1', '192.0.2.9'].map(from))).toBe(2);
  const mapped = Array.from({ length: LIMIT }, (_, index) => (index % 2 === 0 ? '192.0.2.8' : '::ffff:c000:208'));
  expect(await countPassed([...mapped, '::ffff:192.0.2.8'].map(from))).toBe(LIMIT);
});
