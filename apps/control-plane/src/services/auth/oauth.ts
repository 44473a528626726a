import type { OauthProvider } from '@everruns/schemas';
import type { OauthClient, OauthIdentity } from '../../auth/oauth/oauth-client.ts';
import type { Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { findAccountByEmail, findAccountByIdentity, insertIdentity, type Account } from '../../repositories/users.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { AnonymousContext } from '../../auth/anonymous-context.ts';
import type { Services } from '../services.ts';
import { openLoginOf } from './login.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import { prepareAccount, toNewUser } from './register.ts';

/** The address to which the browser goes next, and the cookies that it keeps. */
export interface OauthStep {
  location: string;
  cookies: string[];
}

/** The reasons that the login page gets in `?error=`. */
type OauthRefusal = 'oauth_failed' | 'email_unverified' | 'account_exists' | 'signup_disabled' | 'account_disabled';

/** Sends the browser to a provider. Throws `not_found` for one that is not configured. */
export async function beginOauth(
  deps: Services,
  _ctx: AnonymousContext,
  { provider: name, return_to }: { provider: string; return_to: string },
): Promise<OauthStep> {
  const client = getClient(deps, name);
  const { provider } = client;
  const begun = await client.begin(redirectUri(deps, provider)).catch((error: unknown) => {
    deps.log.warn({ err: error, provider }, 'The sign-in provider does not answer.');
    return null;
  });
  if (begun === null) return refuse(deps, 'oauth_failed');
  const cookie = await deps.proofCookie.write({ provider, return_to, proof: begun.proof });
  return { location: begun.url.href, cookies: [cookie] };
}

interface FinishOauth {
  provider: string;
  /** The query that the provider sent back, from `?` on. */
  search: string;
}

/** Handles the browser's return: signs in the person whom the provider names, or sends the browser to the login page with a reason. */
export async function finishOauth(
  deps: Services,
  ctx: AnonymousContext,
  { provider: name, search }: FinishOauth,
): Promise<OauthStep> {
  const client = getClient(deps, name);
  const { provider } = client;
  const pending = await deps.proofCookie.read(ctx.headers);
  if (pending === null || pending.provider !== provider) return refuse(deps, 'oauth_failed');
  const cameBackTo = new URL(`${redirectUri(deps, provider)}${search}`);
  const identity = await client.finish(cameBackTo, pending.proof).catch((error: unknown) => {
    deps.log.info(
      { reason: error instanceof Error ? error.message : 'unknown', provider },
      'A sign-in through another site was refused.',
    );
    return null;
  });
  if (identity === null) return refuse(deps, 'oauth_failed');
  const account = await findOrMakeAccount(deps, identity);
  if (typeof account === 'string') return refuse(deps, account);
  const { cookies } = await openLoginOf(deps, ctx, { account, grant: 'session', method: provider });
  return { location: `${baseUrl(deps)}${pending.return_to}`, cookies: [deps.proofCookie.clear(), ...cookies] };
}

function getClient({ oauthClients }: Services, name: string): OauthClient {
  const client = oauthClients.find(({ provider }) => provider === name);
  if (client === undefined) throw notFound('sign-in provider');
  return client;
}

/** Finds the account by the provider's subject, else by e-mail if both sides have verified it; else makes a new account. */
async function findOrMakeAccount(deps: Services, identity: OauthIdentity): Promise<Account | OauthRefusal> {
  const { email, isEmailVerified, name } = identity;
  const fresh =
    email === null || !isEmailVerified
      ? null
      : prepareAccount(deps, {
          user: toNewUser(deps, { email, name: name ?? undefined, isVerified: true }),
          passwordHash: null,
        });
  return inTransaction(deps.db, async (tx) => {
    const known = await findAccountByIdentity(tx, identity);
    if (known !== null) return known.isActive ? known : 'account_disabled';
    if (fresh === null || email === null) return 'email_unverified';
    const same = await findAccountByEmail(tx, normalizeEmail(email));
    if (same !== null && same.user.id !== fresh.account.user.id) return linkAccount(tx, same, identity);
    if (deps.authSettings.isSignupDisabled) return 'signup_disabled';
    await fresh.write(tx);
    await insertIdentity(tx, identity, fresh.account.user.id);
    return { ...fresh.account, passwordHash: null, isActive: true };
  });
}

async function linkAccount(tx: Tx, account: Account, identity: OauthIdentity): Promise<Account | OauthRefusal> {
  if (!account.isActive) return 'account_disabled';
  if (!account.user.email_verified) return 'account_exists';
  await insertIdentity(tx, identity, account.user.id);
  return account;
}

function refuse(deps: Services, reason: OauthRefusal): OauthStep {
  return { location: `${baseUrl(deps)}/login?error=${reason}`, cookies: [deps.proofCookie.clear()] };
}

function redirectUri(deps: Services, provider: OauthProvider): string {
  return `${baseUrl(deps)}/v1/auth/callback/${provider}`;
}

/** Required with OAuth; see `findAuthErrors`. */
function baseUrl({ authSettings }: Services): string {
  return authSettings.baseUrl ?? '';
}
