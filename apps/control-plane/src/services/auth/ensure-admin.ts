import { DEFAULT_ORGANIZATION_ID } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { deleteLoginsOf } from '../../repositories/auth-sessions.ts';
import { insertMembership, updateRole } from '../../repositories/memberships.ts';
import { findAccountByEmail, insertUser, replacePassword } from '../../repositories/users.ts';
import type { AuthDeps } from '../../auth/auth-deps.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import { toNewUser } from './register.ts';

const LOCK_KEY = 6_872_317_203;

/**
 * Makes sure of the operator's account at start: it is there, owns the default organization, and has the configured password. A
 * password that differs replaces the old one and ends its logins. Several processes may start at once.
 */
export async function ensureAdmin(deps: AuthDeps): Promise<void> {
  const { settings, services, passwords } = deps;
  if (settings.admin === null) return;
  const { email, password } = settings.admin;
  const emailKey = normalizeEmail(email);
  const known = await findAccountByEmail(services.db, emailKey);
  const isKept = password === null || (known !== null && (await passwords.verify(known.passwordHash, password)));
  const passwordHash = isKept || password === null ? null : await passwords.hash(password);
  await inTransaction(services.db, async (tx) => {
    await runSql(tx, 'select pg_advisory_xact_lock($1)', [LOCK_KEY]);
    // The operator's own word that the address is theirs.
    const user = toNewUser(deps, { email, name: undefined, isVerified: true });
    await insertUser(tx, { user, emailKey, passwordHash });
    const user_id = (await findAccountByEmail(tx, emailKey))?.user.id ?? user.id;
    const org = { org_id: DEFAULT_ORGANIZATION_ID };
    await insertMembership(tx, org, { user_id, role: 'owner' });
    await updateRole(tx, org, { user_id, role: 'owner' });
    if (known === null || passwordHash === null) return;
    await replacePassword(tx, user_id, passwordHash);
    await deleteLoginsOf(tx, user_id);
  });
}
