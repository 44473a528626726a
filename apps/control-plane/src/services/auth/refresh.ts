import type { AuthSessionId, RefreshRequest, TokenPair } from '@everruns/schemas';
import { unauthenticated } from '../../auth/read-credential.ts';
import { hashSecretToken, makeSecretToken } from '../../auth/secret-token.ts';
import { inTransaction } from '../../db/transaction.ts';
import {
  deleteLogin,
  findRefreshTokenForUpdate,
  insertRefreshToken,
  markRefreshTokenRotated,
  type RefreshTokenRow,
} from '../../repositories/auth-sessions.ts';
import { findAccount, type Account } from '../../repositories/users.ts';
import type { AnonymousContext } from '../../auth/anonymous-context.ts';
import type { Services } from '../services.ts';
import { makeTokenPair, REFRESH_PREFIX } from './open-login.ts';
import { recordSignIn } from './record-sign-in.ts';

/** Two tabs of one client may use the same token at once. Ten seconds later a reuse means that the token was stolen. */
const SIBLING_SECONDS = 10;

interface Renewed {
  account: Account;
  id: AuthSessionId;
}

/**
 * Exchanges a refresh token for a new pair. A token that was exchanged within the last ten seconds gets another pair, as does a retry; a
 * later reuse ends the whole family. Throws `unauthenticated`, and `rate_limited` for guesses.
 */
export async function refresh(
  deps: Services,
  ctx: AnonymousContext,
  { refresh_token }: RefreshRequest,
): Promise<TokenPair> {
  const secret = makeSecretToken(REFRESH_PREFIX);
  const shown = hashSecretToken(refresh_token);
  const key = `refresh:${shown.toString('base64url')}`;
  let reused: RefreshTokenRow | null = null;
  const exchange = (): Promise<Renewed | null> =>
    inTransaction(deps.db, async (tx) => {
      const token = await findRefreshTokenForUpdate(tx, shown);
      if (token === null) return null;
      if (token.rotated_seconds_ago !== null && token.rotated_seconds_ago > SIBLING_SECONDS) {
        await deleteLogin(tx, token.family_id);
        reused = token;
        return null;
      }
      const account = await findAccount(tx, token.user_id);
      if (account === null || !account.isActive) return null;
      await markRefreshTokenRotated(tx, shown);
      await insertRefreshToken(tx, token.family_id, hashSecretToken(secret));
      return { account, id: token.family_id };
    });
  const renewed = await deps.credentialLimits.guard({ address: ctx.address, key }, exchange);
  if (renewed === null) {
    if (reused !== null) await tellReuse(deps, ctx, reused);
    throw unauthenticated('This refresh token is not valid, or no longer. Sign in again.');
  }
  return makeTokenPair(deps, renewed.account, { id: renewed.id, secret });
}

async function tellReuse(deps: Services, ctx: AnonymousContext, { org_id, user_id }: RefreshTokenRow): Promise<void> {
  deps.credentialCache.clear();
  deps.log.warn({ user_id, request_id: ctx.request_id }, 'A refresh token was used again. Its family is revoked.');
  await recordSignIn(deps, ctx, { org_id, user_id, action: 'refresh_token_reused' });
}
