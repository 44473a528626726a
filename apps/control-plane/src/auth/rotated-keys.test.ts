import { randomBytes } from 'node:crypto';
import { systemClock } from '@everruns/kernel';
import { AuthSessionId, UserId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { KeyPair } from '../crypto/key-pair.ts';
import { createIds } from '../kernel/create-ids.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createDeviceCookie } from './device-cookie.ts';
import { createProofCookie } from './oauth/proof-cookie.ts';

const [first, second] = [randomBytes(32), randomBytes(32)];
/** What a replica has before a rotation, in its two steps, and after it. */
const BEFORE: KeyPair = { current: first, previous: null };
const PREPARED: KeyPair = { current: first, previous: second };
const SWAPPED: KeyPair = { current: second, previous: first };
const AFTER: KeyPair = { current: second, previous: null };
/** Replicas that serve beside each other while one after the other restarts. */
const TOGETHER = [
  [BEFORE, PREPARED],
  [PREPARED, SWAPPED],
  [SWAPPED, AFTER],
] as const;

const deps = { clock: systemClock, ids: createIds(systemClock), isSecure: true, issuer: 'everruns' };
const userId = UserId.parse(v7());
const claims = { userId, sessionId: AuthSessionId.parse(v7()), tokenVersion: 1 };
const pending = { provider: 'google' as const, return_to: '/', proof: { state: 's', verifier: 'v', nonce: 'n' } };
const cookieOf = (setCookie: string): Headers => new Headers({ cookie: setCookie.split(';')[0] ?? '' });

/** What of `signed` by a replica with these keys is taken by one with those. */
async function taken(by: KeyPair, at: KeyPair) {
  const token = await createAccessTokens({ ...deps, keys: by }).sign(claims);
  const device = cookieOf(await createDeviceCookie({ ...deps, keys: by }).write(new Headers(), userId));
  const proof = cookieOf(await createProofCookie({ ...deps, keys: by }).write(pending));
  return {
    token: (await createAccessTokens({ ...deps, keys: at }).verify(token))?.userId,
    device: await createDeviceCookie({ ...deps, keys: at }).find(device, userId),
    proof: await createProofCookie({ ...deps, keys: at }).read(proof),
  };
}

const ALL = { token: userId, device: expect.any(String), proof: pending };
const NOTHING = { token: undefined, device: null, proof: null };

it.each(TOGETHER)(
  'replicas that serve beside each other during a rotation take what the others sign (%#)',
  async (one, other) => {
    // After the last step only what was signed since the swap counts, and everybody has swapped before.
    expect(await taken(one, other)).toEqual(ALL);
    expect(await taken(other, one)).toEqual(ALL);
  },
);

it('what a key has signed ends with it', async () => {
  expect(await taken(BEFORE, AFTER)).toEqual(NOTHING);
  expect(await taken(AFTER, BEFORE)).toEqual(NOTHING);
});
