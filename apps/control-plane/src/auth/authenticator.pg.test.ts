import { judgeFigure } from '@everruns/kernel/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../db/database.ts';
import type { AuthDeps } from './auth-deps.ts';
import { createAuthenticate } from './authenticator.ts';
import { createCredentialCache } from './credential-cache.ts';
import { createCredentialLimits } from './credential-limits.ts';
import { systemClock } from '@everruns/kernel';
import { authSettings, bearer, makeKey, registerPerson, type Person } from '../testing/auth-kit.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let ada: Person;
beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
  ada = await registerPerson(api, 'ada@cost.example');
});
afterAll(() => api[Symbol.asyncDispose]());

const CALLS = 2_000;
const ADDRESS = '192.0.2.7';

it('a credential that is known costs a request little, and no statement', async () => {
  await using counting = countStatements(api.auth);
  const { authenticate, counter } = counting;
  const { key } = await makeKey(api, ada);
  const forms = [bearer(key), bearer(ada.accessToken), { cookie: ada.cookie }];
  for (const form of forms) {
    const headers = new Headers(form);
    await authenticate(headers, ADDRESS);
    const before = counter.statements;
    const durations: number[] = [];
    for (let call = 0; call < CALLS; call += 1) {
      const begunAt = systemClock.monotonic();
      await authenticate(headers, ADDRESS);
      durations.push(systemClock.monotonic() - begunAt);
    }
    expect(counter.statements).toBe(before);
    const median = durations.toSorted((left, right) => left - right)[CALLS / 2] ?? Infinity;
    judgeFigure({ name: `a known ${Object.keys(form).join()}, p50`, value: median, unit: 'ms', most: 0.3 });
  }
});

/** The authenticator over a database whose statements are counted. */
function countStatements(auth: AuthDeps) {
  const counter = { statements: 0 };
  const counted = openDatabase({
    url: api.database.pool.options.connectionString ?? '',
    size: 1,
    log: pino({ level: 'silent' }),
    onStatement: () => (counter.statements += 1),
  });
  const authenticate = createAuthenticate({ ...auth, db: counted.db });
  return { counter, authenticate, [Symbol.asyncDispose]: () => counted.close() };
}
const nobodys = (index: number) => new Headers(bearer(`evr_${String(index).padStart(43, 'n')}`));

it('a credential that is nobody’s asks the database once in two seconds, however often it is shown', async () => {
  await using counting = countStatements(api.auth);
  for (let call = 0; call < 50; call += 1) {
    await expect(counting.authenticate(nobodys(0), ADDRESS)).rejects.toMatchObject({ code: 'unauthenticated' });
  }
  expect(counting.counter.statements).toBe(1);
});

it('guesses from one network are refused before they are looked up, however they come; who is known there passes', async () => {
  const credentialLimits = createCredentialLimits(api.services.clock, 5);
  const cache = createCredentialCache(api.services.clock);
  await using counting = countStatements({ ...api.auth, credentialLimits, credentialCache: cache });
  const { counter, authenticate } = counting;
  const mine = new Headers(bearer(ada.accessToken));
  await authenticate(mine, '2001:db8::1');
  counter.statements = 0;
  const guesses = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => authenticate(nobodys(index), `2001:db8::${index}`)),
  );
  const codes = guesses.map((guess) => (guess.status === 'rejected' ? (guess.reason as { code: string }).code : 'in'));
  expect(codes.toSorted()).toEqual([...Array(15).fill('rate_limited'), ...Array(5).fill('unauthenticated')]);
  expect(counter.statements).toBe(5);
  cache.clear();
  expect(await authenticate(mine, '2001:db8::ffff:1')).toMatchObject({ role: 'owner' });
  await expect(authenticate(nobodys(99), '2001:db8:0:1::1')).rejects.toMatchObject({ code: 'unauthenticated' });
});
