import type { Clock } from '@everruns/core/catalog';
import { AuthSessionId, UserId } from '@everruns/schemas';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

const Claims = z.object({ sub: UserId, sid: AuthSessionId, ver: z.int(), exp: z.number() });

/** What an access token says: who, by which login, at which version of the account. Not what they may do: that is looked up. */
export interface AccessClaims {
  user_id: UserId;
  session_id: AuthSessionId;
  token_version: number;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export interface AccessTokens {
  readonly lifetimeSeconds: number;
  sign(claims: Omit<AccessClaims, 'expiresAt'>): Promise<string>;
  /** Null for a token that is altered, expired, of another issuer, or of another type or algorithm. */
  verify(token: string): Promise<AccessClaims | null>;
}

const LIFETIME_SECONDS = 15 * 60;
const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
const AUDIENCE = 'everruns-api';

/** Access tokens as JWTs of RFC 9068's type, with one algorithm. */
export function createAccessTokens(deps: { key: Buffer; issuer: string; clock: Clock }): AccessTokens {
  const { key, issuer, clock } = deps;
  return {
    lifetimeSeconds: LIFETIME_SECONDS,
    sign({ user_id, session_id, token_version }) {
      const now = Math.floor(clock.now() / 1_000);
      return new SignJWT({ sid: session_id, ver: token_version })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setSubject(user_id)
        .setIssuedAt(now)
        .setExpirationTime(now + LIFETIME_SECONDS)
        .sign(key);
    },
    async verify(token) {
      const verified = await jwtVerify(token, key, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'sid', 'ver', 'exp', 'iat'],
        currentDate: new Date(clock.now()),
      }).catch(() => null);
      const claims = Claims.safeParse(verified?.payload);
      if (!claims.success) return null;
      const { sub, sid, ver, exp } = claims.data;
      return { user_id: sub, session_id: sid, token_version: ver, expiresAt: exp * 1_000 };
    },
  };
}
