import { AuthSessionId, type LoginResponse, type OrganizationId, type TokenPair } from '@everruns/schemas';
import { networkOf } from '../../auth/network-of.ts';
import { hashSecretToken, makeSecretToken } from '../../auth/secret-token.ts';
import type { Tx } from '../../db/database.ts';
import { insertLogin, insertRefreshToken } from '../../repositories/auth-sessions.ts';
import type { Account } from '../../repositories/users.ts';
import type { AnonymousContext } from '../../auth/anonymous-context.ts';
import type { AuthDeps } from '../../auth/auth-deps.ts';
import { LOGIN_IDLE_SECONDS, LOGIN_LONGEST_SECONDS } from '../../auth/login-lifetime.ts';

/** A login that was opened, and what the client keeps of it. */
export interface OpenedLogin {
  response: LoginResponse;
  /** `Set-Cookie` headers; none if tokens were asked for. */
  cookies: readonly string[];
}

export interface PreparedLogin {
  id: AuthSessionId;
  /** Writes the login. Run twice, it writes once. */
  write(tx: Tx): Promise<void>;
  opened: OpenedLogin;
}

/** Creates a login's id and secrets before the transaction that writes it, so that the transaction may be tried again. */
export async function prepareLogin(
  deps: AuthDeps,
  login: {
    account: Pick<Account, 'user' | 'tokenVersion'>;
    org_id: OrganizationId;
    grant: 'session' | 'tokens';
    origin: AnonymousContext;
  },
): Promise<PreparedLogin> {
  const { account, org_id, grant, origin } = login;
  const id = AuthSessionId.parse(deps.ids.uuid());
  const secret = makeSecretToken(grant === 'session' ? '' : REFRESH_PREFIX);
  const response: LoginResponse = { user: account.user, organization_id: org_id };
  const network = networkOf(origin.address);
  const row = { id, user_id: account.user.id, org_id, network, idle_seconds: LOGIN_IDLE_SECONDS };
  const isSession = grant === 'session';
  return {
    id,
    async write(tx) {
      const tokenHash = isSession ? hashSecretToken(secret) : null;
      await insertLogin(tx, { ...row, token_hash: tokenHash, longest_seconds: LOGIN_LONGEST_SECONDS });
      if (!isSession) await insertRefreshToken(tx, id, hashSecretToken(secret));
    },
    opened: isSession
      ? {
          response,
          cookies: [
            deps.sessionCookie.write(secret, LOGIN_LONGEST_SECONDS),
            await deps.deviceCookie.write(origin.headers, account.user.id),
          ],
        }
      : { response: { ...response, tokens: await makeTokenPair(deps, account, { id, secret }) }, cookies: [] },
  };
}

export const REFRESH_PREFIX = 'evrr_';

export async function makeTokenPair(
  { accessTokens }: AuthDeps,
  account: Pick<Account, 'user' | 'tokenVersion'>,
  family: { id: AuthSessionId; secret: string },
): Promise<TokenPair> {
  const claims = { userId: account.user.id, sessionId: family.id, tokenVersion: account.tokenVersion };
  return {
    access_token: await accessTokens.sign(claims),
    refresh_token: family.secret,
    token_type: 'Bearer',
    expires_in: accessTokens.lifetimeSeconds,
  };
}
