import { User, UserId } from '@everruns/schemas';
import type { Selectable } from 'kysely';
import { runSql, type Database, type Tx } from '../db/database.ts';
import { readOne } from '../kernel/read-rows.ts';
import type { UsersTable } from '../db/auth-tables.ts';

type UserRow = Selectable<UsersTable>;

/** A person with the data that their sign-in needs. */
export interface Account {
  user: User;
  passwordHash: string | null;
  tokenVersion: number;
  isActive: boolean;
}

/** `emailKey` is the result of `normalizeEmail`. */
export async function findAccountByEmail(db: Database | Tx, emailKey: string): Promise<Account | null> {
  const row = await db.selectFrom('users').selectAll().where('email_key', '=', emailKey).executeTakeFirst();
  return row === undefined ? null : readOne('account', row, toAccount);
}

/** Like `findAccountByEmail`, with the row locked until the transaction ends. */
export async function findAccountByEmailForUpdate(tx: Tx, emailKey: string): Promise<Account | null> {
  const row = await tx.selectFrom('users').selectAll().where('email_key', '=', emailKey).forUpdate().executeTakeFirst();
  return row === undefined ? null : readOne('account', row, toAccount);
}

export async function findAccount(db: Database | Tx, id: UserId): Promise<Account | null> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : readOne('account', row, toAccount);
}

/** Writes a new person, unless the e-mail is taken. Idempotent: a repetition writes nothing. */
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

/** Replaces the password and ends every earlier login. */
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

/**
 * Removes the e-mail from an account with everything that grants access: password, identities, keys, open invitations that it
 * made, and memberships with their logins and refresh tokens. The row stays, disabled, and so does everything the account made.
 */
export async function retireAccount(tx: Tx, id: UserId): Promise<void> {
  await runSql(tx, 'delete from memberships where user_id = $1', [id]);
  await runSql(tx, 'delete from user_identities where user_id = $1', [id]);
  await runSql(tx, 'delete from invitations where invited_by = $1 and accepted_by is null', [id]);
  const nobodys = `${id}@retired.invalid`;
  await tx
    .updateTable('users')
    .set((update) => ({
      email: nobodys,
      email_key: nobodys,
      password_hash: null,
      status: 'disabled',
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

/** The identifier that a sign-in provider has for a person. */
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
  return row === undefined ? null : readOne('account', row, toAccount);
}

/** Idempotent: a repetition writes nothing. */
export async function insertIdentity(tx: Tx, { provider, subject }: Identity, userId: UserId): Promise<void> {
  await tx
    .insertInto('user_identities')
    .values({ provider, subject, user_id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
