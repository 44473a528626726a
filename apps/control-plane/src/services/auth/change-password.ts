import { EverrunsError, type ChangePasswordRequest } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import type { Principal } from '../../auth/principal.ts';
import { deleteApiKeysOf } from '../../repositories/api-keys.ts';
import { deleteLoginsOf } from '../../repositories/auth-sessions.ts';
import { findAccount, replacePassword } from '../../repositories/users.ts';
import { actAsAccounts } from '../../kernel/acting.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { noAccounts } from './login.ts';
import { requireLogin } from './logout.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';

/**
 * Changes the caller's password. This login stays; every other login ends, and API keys end only where the request says so. A login by
 * tokens has to be refreshed. Throws `invalid_request` for a wrong current password, `conflict` for an account without one, `forbidden`
 * for a key, and `rate_limited`.
 */
export function changePassword(deps: Services, _ctx: RequestContext, input: PasswordChange): Promise<void> {
  return actAsAccounts(() => change(deps, input));
}

interface PasswordChange {
  principal: Principal;
  request: ChangePasswordRequest;
}

async function change(deps: Services, { principal, request }: PasswordChange): Promise<void> {
  const login = requireLogin(principal);
  const { db, passwords, loginLimits } = deps;
  const account = principal.userId === null ? null : await findAccount(db, principal.userId);
  if (account === null) throw noAccounts();
  const emailKey = normalizeEmail(account.user.email);
  if (account.passwordHash === null) {
    throw new EverrunsError('conflict', 'This account has no password, because it signs in through another site.');
  }
  if (isConfigured(deps, emailKey)) {
    throw new EverrunsError(
      'conflict',
      'The setting AUTH_ADMIN_PASSWORD is the password of this account; change it there.',
    );
  }
  const attempt = await loginLimits.beginConfirmation(login.id);
  if (!(await passwords.verify(account.passwordHash, request.current_password, true))) {
    const message = 'is not the current password';
    const errors = [{ path: 'current_password', code: 'wrong', message }];
    throw new EverrunsError('invalid_request', `current_password: ${message}.`, { errors });
  }
  await attempt.succeed();
  const passwordHash = await passwords.hash(request.new_password);
  await inTransaction(db, async (tx) => {
    await replacePassword(tx, account.user.id, passwordHash);
    await deleteLoginsOf(tx, account.user.id, login.id);
    if (request.revoke_api_keys) await deleteApiKeysOf(tx, account.user.id);
  });
  deps.credentialCache.clear();
}

/** Whether the password comes from the settings, so that the next start would undo the change. */
function isConfigured({ authSettings: { admin } }: Services, emailKey: string): boolean {
  return admin !== null && admin.password !== null && normalizeEmail(admin.email) === emailKey;
}
