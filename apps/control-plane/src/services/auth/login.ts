import {
  DEFAULT_ORGANIZATION_ID,
  EverrunsError,
  type LoginRequest,
  type OauthProvider,
  type OrganizationId,
} from '@everruns/schemas';
import { findAdminEmailKey } from '../../auth/authenticator.ts';
import { networkOf } from '../../auth/network-of.ts';
import { unauthenticated } from '../../auth/read-credential.ts';
import { inTransaction } from '../../db/transaction.ts';
import { hasLoginFrom } from '../../repositories/auth-sessions.ts';
import { listMembershipsOf } from '../../repositories/memberships.ts';
import { findAccountByEmail, type Account } from '../../repositories/users.ts';
import type { AnonymousContext } from '../../auth/anonymous-context.ts';
import type { Services } from '../services.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import { prepareLogin, type OpenedLogin } from './open-login.ts';
import { recordFailedLogin, recordSignIn } from './record-sign-in.ts';

/**
 * Signs in by password. An unknown account, a wrong password and an account without one get the same answer after the same work. Throws
 * `unauthenticated`, `rate_limited`, and `forbidden` in mode none.
 */
export async function login(deps: Services, ctx: AnonymousContext, input: LoginRequest): Promise<OpenedLogin> {
  if (deps.authSettings.mode === 'none') throw noAccounts();
  const { address, headers, request_id } = ctx;
  const emailKey = normalizeEmail(input.email);
  const only = findAdminEmailKey(deps);
  const account = only === null || only === emailKey ? await findAccountByEmail(deps.db, emailKey) : null;
  const userId = account?.user.id ?? null;
  const device = userId === null ? null : await deps.deviceCookie.find(headers, userId);
  const attempt = await deps.loginLimits.begin({
    emailKey,
    address,
    device,
    isKnownNetwork: () => hasLoginFrom(deps.db, userId, networkOf(address)),
  });
  const isRight = await deps.passwords.verify(account?.passwordHash ?? null, input.password, device !== null);
  if (account === null || !isRight || !account.isActive) {
    deps.log.info({ address, request_id }, 'A sign-in failed.');
    if (account !== null) void recordFailedLogin(deps, ctx, { user_id: account.user.id });
    throw unauthenticated('E-mail or password is wrong.');
  }
  await attempt.succeed();
  return openLoginOf(deps, ctx, { account, grant: input.grant, method: 'password' });
}

/** Opens a login of a person whose identity is proven, in the organization they joined first. */
export async function openLoginOf(
  deps: Services,
  ctx: AnonymousContext,
  proven: { account: Account; grant: 'session' | 'tokens'; method: 'password' | OauthProvider },
): Promise<OpenedLogin> {
  const { account, grant, method } = proven;
  const org_id = await findHome(deps, account);
  const prepared = await prepareLogin(deps, { account, org_id, grant, origin: ctx });
  await inTransaction(deps.db, (tx) => prepared.write(tx));
  await recordSignIn(deps, ctx, { org_id, user_id: account.user.id, action: 'login', method });
  return prepared.opened;
}

async function findHome({ authSettings, db }: Services, { user }: Account): Promise<OrganizationId> {
  if (authSettings.mode === 'admin') return DEFAULT_ORGANIZATION_ID;
  const [first] = await listMembershipsOf(db, user.id);
  if (first === undefined)
    throw new EverrunsError('forbidden', 'You belong to no organization. Ask for an invitation.');
  return first.id;
}

export function noAccounts(): EverrunsError {
  return new EverrunsError('forbidden', 'This platform runs with AUTH_MODE=none: there are no accounts and no keys.');
}
