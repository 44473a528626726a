import type { Clock } from '@everruns/core/catalog';
import { AuthSessionId, UserId } from '@everruns/schemas';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { openWithEither, type KeyPair } from '../crypto/key-pair.ts';

const Claims = z.object({ sub: UserId, sid: AuthSessionId, ver: z.int(), exp: z.number() });

/** What an access token holds: the person, their login and the version of their account. What they may do is looked up at each request. */
export interface AccessClaims {
  userId: UserId;
  sessionId: AuthSessionId;
  tokenVersion: number;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export interface AccessTokens {
  readonly lifetimeSeconds: number;
  sign(claims: Omit<AccessClaims, 'expiresAt'>): Promise<string>;
  /** Returns null for a token that was altered, has expired, or has another issuer, type or algorithm. */
  verify(token: string): Promise<AccessClaims | null>;
}

const LIFETIME_SECONDS = 15 * 60;
const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
const AUDIENCE = 'everruns-api';

/** Makes access tokens: JWTs of RFC 9068's type, with one algorithm. */
export function createAccessTokens(deps: { keys: KeyPair; issuer: string; clock: Clock }): AccessTokens {
  const { keys, issuer, clock } = deps;
  return {
    lifetimeSeconds: LIFETIME_SECONDS,
    sign({ userId, sessionId, tokenVersion }) {
      const now = Math.floor(clock.now() / 1_000);
      return new SignJWT({ sid: sessionId, ver: tokenVersion })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(now)
        .setExpirationTime(now + LIFETIME_SECONDS)
        .sign(keys.current);
    },
    async verify(token) {
      const options = {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'sid', 'ver', 'exp', 'iat'],
        currentDate: new Date(clock.now()),
      };
      const verified = await openWithEither(keys, (key) => jwtVerify(token, key, options));
      const claims = Claims.safeParse(verified?.payload);
      if (!claims.success) return null;
      const { sub, sid, ver, exp } = claims.data;
      return { userId: sub, sessionId: sid, tokenVersion: ver, expiresAt: exp * 1_000 };
    },
  };
}
