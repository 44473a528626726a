import { DEFAULT_ORGANIZATION_ID, type User } from '@everruns/schemas';
import type { AuthDeps } from '../../auth/auth-deps.ts';
import { normalizeEmail } from '../../auth/normalize-email.ts';
import { recordAuditIn } from '../../auth/record-audit.ts';
import { runSql, type Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { deleteLoginsOf } from '../../repositories/auth-sessions.ts';
import { insertMembership, updateRole } from '../../repositories/memberships.ts';
import {
  findAccountByEmail,
  findAccountByEmailForUpdate,
  insertUser,
  replacePassword,
  retireAccount,
} from '../../repositories/users.ts';
import { toNewUser } from './register.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';

const LOCK_KEY = 6_872_317_203;
const ORGANIZATION = { org_id: DEFAULT_ORGANIZATION_ID };

/**
 * Ensures at start that the operator's account exists, owns the default organization and has the configured password; a new password ends
 * its logins. An account with this e-mail that never proved its address is retired and replaced. Several processes may start at once.
 */
export async function ensureAdmin(deps: AuthDeps): Promise<void> {
  const { authSettings: settings, db, passwords } = deps;
  if (settings.admin === null) return;
  const { email, password } = settings.admin;
  const emailKey = normalizeEmail(email);
  const known = await findAccountByEmail(db, emailKey);
  const isProven = known?.user.email_verified === true;
  const isKept = password === null || (isProven && (await passwords.verify(known.passwordHash, password)));
  const passwordHash = isKept ? null : await passwords.hash(password);
  // The operator vouches for the address.
  const fresh = toNewUser(deps, { email, name: undefined, isVerified: true });
  await inTransaction(db, async (tx) => {
    await runSql(tx, 'select pg_advisory_xact_lock($1)', [LOCK_KEY]);
    const user = await findOrMakeProven(deps, tx, { fresh, passwordHash });
    await insertMembership(tx, ORGANIZATION, { user_id: user.id, role: 'owner' });
    await updateRole(tx, ORGANIZATION, { user_id: user.id, role: 'owner' });
    if (user.id !== known?.user.id || passwordHash === null) return;
    await replacePassword(tx, user.id, passwordHash);
    await deleteLoginsOf(tx, user.id);
  });
}

/** The account of this e-mail whose address is proven; where there is none, `fresh`. */
async function findOrMakeProven(
  deps: AuthDeps,
  tx: Tx,
  { fresh, passwordHash }: { fresh: User; passwordHash: string | null },
): Promise<User> {
  const emailKey = normalizeEmail(fresh.email);
  const before = await findAccountByEmailForUpdate(tx, emailKey);
  if (before?.user.email_verified === true) return before.user;
  if (before !== null) await retire(deps, tx, before.user);
  await insertUser(tx, { user: fresh, emailKey, passwordHash });
  // The address may have been registered just now by somebody else: then the check is made again.
  const written = await findAccountByEmailForUpdate(tx, emailKey);
  if (written?.user.email_verified === true) return written.user;
  return findOrMakeProven(deps, tx, { fresh, passwordHash });
}

async function retire(deps: AuthDeps, tx: Tx, { id }: User): Promise<void> {
  await retireAccount(tx, id);
  deps.log.warn(
    { user_id: id },
    'Somebody had registered AUTH_ADMIN_EMAIL without proving that the address is theirs. That account is retired.',
  );
  const ctx = { ...ORGANIZATION, principal: 'operator', subjects: EVERY_SUBJECT, request_id: 'start' };
  await recordAuditIn(tx, deps, { ctx, change: { action: 'retire_account', targetId: id, fields: ['email'] } });
}
