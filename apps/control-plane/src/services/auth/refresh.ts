import type { RefreshRequest, TokenPair } from '@everruns/schemas';
import { unauthenticated } from '../../auth/read-credential.ts';
import { hashSecretToken, makeSecretToken } from '../../auth/secret-token.ts';
import { inTransaction } from '../../db/transaction.ts';
import {
  deleteLogin,
  findRefreshTokenForUpdate,
  insertRefreshToken,
  markRefreshTokenRotated,
} from '../../repositories/auth-sessions.ts';
import { findAccount } from '../../repositories/users.ts';
import type { AuthDeps } from './auth-deps.ts';
import { makeTokenPair, REFRESH_PREFIX } from './open-login.ts';

/** Two tabs of one client may show the same token at once; ten seconds later it is somebody else. */
const SIBLING_SECONDS = 10;

/**
 * Exchanges a refresh token for a new pair. One that was exchanged within ten seconds gets a sibling, so does a retry; a later reuse
 * ends the whole family. Throws `unauthenticated`.
 */
export async function refresh(deps: AuthDeps, { refresh_token }: RefreshRequest): Promise<TokenPair> {
  const secret = makeSecretToken(REFRESH_PREFIX);
  const shown = hashSecretToken(refresh_token);
  const renewed = await inTransaction(deps.services.db, async (tx) => {
    const token = await findRefreshTokenForUpdate(tx, shown);
    if (token === null) return null;
    if (token.rotated_seconds_ago !== null && token.rotated_seconds_ago > SIBLING_SECONDS) {
      await deleteLogin(tx, token.family_id);
      deps.log.warn({ user_id: token.user_id }, 'a refresh token was used again; its family is revoked');
      return null;
    }
    const account = await findAccount(tx, token.user_id);
    if (account === null || !account.isActive) return null;
    await markRefreshTokenRotated(tx, shown);
    await insertRefreshToken(tx, token.family_id, hashSecretToken(secret));
    return { account, id: token.family_id };
  });
  if (renewed === null) {
    deps.cache.clear();
    throw unauthenticated('This refresh token is not valid, or no longer. Sign in again.');
  }
  return makeTokenPair(deps, renewed.account, { id: renewed.id, secret });
}
