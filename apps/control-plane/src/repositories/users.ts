import { User, UserId } from '@everruns/schemas';
import type { Selectable } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { UsersTable } from '../db/tables.ts';

type UserRow = Selectable<UsersTable>;

/** A person with what signs them in. */
export interface Account {
  user: User;
  passwordHash: string | null;
  tokenVersion: number;
  isActive: boolean;
}

/** `emailKey` as `normalizeEmail` makes it. */
export async function findAccountByEmail(db: Database | Tx, emailKey: string): Promise<Account | null> {
  const row = await db.selectFrom('users').selectAll().where('email_key', '=', emailKey).executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

export async function findAccount(db: Database | Tx, id: UserId): Promise<Account | null> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

/** Writes a new person, unless the e-mail is taken. Run twice, it writes once. */
export async function insertUser(
  tx: Tx,
  { user, emailKey, passwordHash }: { user: User; emailKey: string; passwordHash: string | null },
): Promise<void> {
  const { id, email, email_verified, name, created_at } = user;
  await tx
    .insertInto('users')
    .values({ id, email, email_key: emailKey, email_verified, name, password_hash: passwordHash, created_at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A new password ends every login of before. */
export async function replacePassword(tx: Tx, id: UserId, passwordHash: string): Promise<void> {
  await tx
    .updateTable('users')
    .set((update) => ({
      password_hash: passwordHash,
      token_version: update('token_version', '+', 1),
      updated_at: update.fn<Date>('now'),
    }))
    .where('id', '=', id)
    .execute();
}

function toAccount(row: UserRow): Account {
  const { id, email, email_verified, name, created_at } = row;
  return {
    user: User.parse({ id, email, email_verified, name, created_at: created_at.toISOString() }),
    passwordHash: row.password_hash,
    tokenVersion: row.token_version,
    isActive: row.status === 'active',
  };
}

/** A provider's own name for somebody. */
interface Identity {
  provider: string;
  subject: string;
}

export async function findAccountByIdentity(tx: Tx, { provider, subject }: Identity): Promise<Account | null> {
  const row = await tx
    .selectFrom('users')
    .innerJoin('user_identities', 'user_identities.user_id', 'users.id')
    .selectAll('users')
    .where('user_identities.provider', '=', provider)
    .where('user_identities.subject', '=', subject)
    .executeTakeFirst();
  return row === undefined ? null : toAccount(row);
}

/** Run twice, it writes once. */
export async function insertIdentity(tx: Tx, { provider, subject }: Identity, userId: UserId): Promise<void> {
  await tx
    .insertInto('user_identities')
    .values({ provider, subject, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
