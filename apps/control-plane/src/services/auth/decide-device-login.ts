import { EverrunsError, toUserCode, type PendingDeviceLogin } from '@everruns/schemas';
import { networkOf } from '../../auth/network-of.ts';
import type { Principal } from '../../auth/principal.ts';
import { inTransaction } from '../../db/transaction.ts';
import { actAsAccounts } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { decideDeviceLogin as decideRow, findOpenDeviceLogin } from '../../repositories/device-logins.ts';
import { findAccount } from '../../repositories/users.ts';
import { lockAsCaller } from '../orgs/lock-as-caller.ts';
import type { Services } from '../services.ts';
import { noAccounts } from './login.ts';
import { requireLogin } from './logout.ts';

interface Typed {
  principal: Principal;
  /** The code as the person typed it. */
  user_code: string;
}

/** Shows a person what asks to be signed in, and from where. Throws `not_found`, `forbidden` for an API key, and `rate_limited`. */
export async function getDeviceLogin(
  deps: Services,
  _ctx: RequestContext,
  { address, ...typed }: Typed & { address: string },
): Promise<PendingDeviceLogin> {
  return guardCode(deps, typed, async (userCode) => {
    const found = await findOpenDeviceLogin(deps.db, userCode);
    if (found === null) return null;
    const { created_at, expires_at, ...shown } = found;
    return {
      ...shown,
      is_same_network: found.network === networkOf(address),
      created_at: created_at.toISOString(),
      expires_at: expires_at.toISOString(),
    };
  });
}

/**
 * Lets a program act for the caller in their organization, or refuses it. Throws `not_found` for a code that is unknown, expired or
 * decided, `forbidden` for an API key, and `rate_limited`.
 */
export async function decideDeviceLogin(
  deps: Services,
  ctx: RequestContext,
  { isApproved, ...typed }: Typed & { isApproved: boolean },
): Promise<void> {
  const { principal } = typed;
  await guardCode(deps, typed, (userCode) =>
    inTransaction(deps.db, async (tx) => {
      await lockAsCaller(tx, ctx, { principal, least: 'viewer' });
      const account = principal.userId === null ? null : await findAccount(tx, principal.userId);
      if (account === null) throw noAccounts();
      const approver = { org_id: ctx.org_id, user_id: account.user.id, token_version: account.tokenVersion };
      return decideRow(tx, userCode, isApproved ? approver : null);
    }),
  );
}

/** Counts a code before it is looked up, because it is short enough to be guessed. */
async function guardCode<Found>(
  { loginLimits }: Services,
  { principal, user_code }: Typed,
  lookUp: (userCode: string) => Promise<Found | null>,
): Promise<Found> {
  requireLogin(principal);
  if (principal.userId === null) throw noAccounts();
  const attempt = await loginLimits.beginUserCode(principal.userId);
  const userCode = toUserCode(user_code);
  // Nobody owns such a login before it is approved.
  const found = userCode === null ? null : await actAsAccounts(() => lookUp(userCode));
  if (found === null) {
    const message = 'There is no such code: it was mistyped, used, or has expired. Compare it with your terminal.';
    throw new EverrunsError('not_found', message);
  }
  await attempt.succeed();
  return found;
}
