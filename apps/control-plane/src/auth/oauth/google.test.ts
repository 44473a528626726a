import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGoogleDialect } from './google.ts';
import { createOauthClient } from './oauth-client.ts';

const CLIENT = { clientId: 'everruns', clientSecret: 'a-client-secret-of-some-length' };
const CAME_BACK_TO = 'https://agents.example/v1/auth/callback/google';

interface Keys {
  privateKey: CryptoKey;
  jwk: JWK;
}
let ours: Keys;
let foreign: Keys;
let publicPem: string;
beforeAll(async () => {
  const [first, second] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  publicPem = await exportSPKI(first.publicKey);
  ours = { privateKey: first.privateKey, jwk: { ...(await exportJWK(first.publicKey)), kid: 'ours' } };
  foreign = { privateKey: second.privateKey, jwk: { ...(await exportJWK(second.publicKey)), kid: 'ours' } };
});

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
type Forge = (claims: Record<string, unknown>) => Promise<string> | string;
const signWith =
  (header: { alg: string; kid?: string; jwk?: JWK }, key: () => CryptoKey | Uint8Array): Forge =>
  (claims) =>
    new SignJWT(claims).setProtectedHeader(header).sign(key());

/** Signs in against a provider of this issuer that answers with the ID token that `forge` makes. */
async function signIn(forge: Forge, issuer: string, skewMs = 0): Promise<string> {
  let nonce = '';
  const json = (value: object) => Response.json(value);
  const fetch = async (url: string) => {
    switch (new URL(url).pathname) {
      case '/.well-known/openid-configuration':
        return json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          // What it says itself must not open what no provider may use.
          id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
        });
      case '/jwks':
        return json({ keys: [ours.jwk] });
      default: {
        const now = Math.floor((Date.now() + skewMs) / 1_000);
        const claims = { iss: issuer, aud: CLIENT.clientId, sub: 'boss', nonce, iat: now, exp: now + 60 };
        return json({ access_token: 'a', token_type: 'Bearer', id_token: await forge(claims) });
      }
    }
  };
  const settings = { ...CLIENT, provider: 'google', url: issuer, apiUrl: issuer } as const;
  const client = createOauthClient(createGoogleDialect(settings, fetch), { now: () => Date.now() + skewMs });
  const { proof } = await client.begin(CAME_BACK_TO);
  nonce = proof.nonce;
  return client.finish(new URL(`${CAME_BACK_TO}?code=c&state=${proof.state}`), proof).then(
    ({ subject }) => subject,
    () => 'refused',
  );
}

describe.each(['https://openid.example', 'http://127.0.0.1:8080'])('an ID token of %s', (issuer) => {
  it('signs in with a signature of the provider’s published key', async () => {
    expect(
      await signIn(
        signWith({ alg: 'RS256', kid: 'ours' }, () => ours.privateKey),
        issuer,
      ),
    ).toBe('boss');
    expect(
      await signIn(
        signWith({ alg: 'RS256' }, () => ours.privateKey),
        issuer,
      ),
    ).toBe('boss');
  });

  it.each([-7_200_000, 7_200_000])('signs in on a machine whose clock is off by %i ms', async (skewMs) => {
    const forge = signWith({ alg: 'RS256', kid: 'ours' }, () => ours.privateKey);
    expect(await signIn(forge, issuer, skewMs)).toBe('boss');
  });

  it.each<[string, Forge]>([
    ['another key under the same name', signWith({ alg: 'RS256', kid: 'ours' }, () => foreign.privateKey)],
    ['another key without a name', signWith({ alg: 'RS256' }, () => foreign.privateKey)],
    ['a key that nobody published', signWith({ alg: 'RS256', kid: 'theirs' }, () => foreign.privateKey)],
    [
      'a key that the token brings along',
      (claims) => signWith({ alg: 'RS256', jwk: foreign.jwk }, () => foreign.privateKey)(claims),
    ],
    ['no key', (claims) => `${base64url({ alg: 'none' })}.${base64url(claims)}.`],
    ['no algorithm', (claims) => `${base64url({ kid: 'ours' })}.${base64url(claims)}.AAAA`],
    ['the public key as a secret', signWith({ alg: 'HS256', kid: 'ours' }, () => Buffer.from(publicPem))],
    ['the client secret', signWith({ alg: 'HS256' }, () => Buffer.from(CLIENT.clientSecret))],
    [
      'our key over other claims',
      async (claims) => {
        const [header, , signature] = (await signWith({ alg: 'RS256' }, () => ours.privateKey)(claims)).split('.');
        return `${header}.${base64url({ ...claims, sub: 'somebody else' })}.${signature}`;
      },
    ],
    [
      'our key for another client',
      (claims) => signWith({ alg: 'RS256' }, () => ours.privateKey)({ ...claims, aud: 'another' }),
    ],
    [
      'our key with another nonce',
      (claims) => signWith({ alg: 'RS256' }, () => ours.privateKey)({ ...claims, nonce: 'n' }),
    ],
  ])('is refused when it is signed with %s', async (_name, forge) => {
    expect(await signIn(forge, issuer)).toBe('refused');
  });
});
