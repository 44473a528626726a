import { AuthSessionId, OrganizationId, UserId } from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../db/database.ts';

export interface NewLogin {
  id: AuthSessionId;
  user_id: UserId;
  org_id: OrganizationId;
  /** The hash of the cookie's token. Null for a family of refresh tokens. */
  token_hash: Buffer | null;
  /** The network from which the login was opened, as `networkOf` names it. */
  network: string;
  idle_seconds: number;
  longest_seconds: number;
}

/** Idempotent: a repetition writes nothing. */
export async function insertLogin(tx: Tx, login: NewLogin): Promise<void> {
  const { id, user_id, org_id, token_hash } = login;
  await runSql(
    tx,
    `insert into auth_sessions (org_id, id, user_id, kind, token_hash, network, expires_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7), now() + make_interval(secs => $8))
     on conflict do nothing`,
    [
      org_id,
      id,
      user_id,
      token_hash === null ? 'tokens' : 'browser',
      token_hash,
      login.network,
      login.idle_seconds,
      login.longest_seconds,
    ],
  );
}

/**
 * Returns whether this person has a valid login that was opened from this network. With `userId` null
 * it is false after the same work.
 */
export async function hasLoginFrom(db: Database, userId: UserId | null, network: string): Promise<boolean> {
  const rows = await runSql(
    db,
    'select 1 from auth_sessions where user_id = $1 and network = $2 and expires_at > now() limit 1',
    [userId, network],
  );
  return rows.length > 0;
}

/** Deletes a login by its id, in whichever organization is active in it, because a login belongs to a person. */
export async function deleteLogin(db: Database | Tx, id: string): Promise<void> {
  await runSql(db, 'delete from auth_sessions where id = $1', [id]);
}

/** Deletes all logins of this person except the one with `keptId`. */
export async function deleteLoginsOf(tx: Tx, userId: UserId, keptId: string | null = null): Promise<void> {
  await runSql(tx, 'delete from auth_sessions where user_id = $1 and id is distinct from $2', [userId, keptId]);
}

/** Throws PostgreSQL's foreign key violation if the person is not a member of the organization. */
export async function moveLogin(db: Database | Tx, id: string, orgId: OrganizationId): Promise<void> {
  await runSql(db, 'update auth_sessions set org_id = $2 where id = $1', [id, orgId]);
}

export async function deleteExpiredLogins(db: Database): Promise<void> {
  await runSql(db, 'delete from auth_sessions where expires_at < now()', []);
  await runSql(db, `delete from refresh_tokens where rotated_at < now() - interval '30 days'`, []);
}

/** A refresh token with its family, whose row stays locked until the transaction ends. */
export interface RefreshTokenRow {
  family_id: AuthSessionId;
  user_id: UserId;
  org_id: OrganizationId;
  /** Null if the token was never exchanged. */
  rotated_seconds_ago: number | null;
}

export async function findRefreshTokenForUpdate(tx: Tx, tokenHash: Buffer): Promise<RefreshTokenRow | null> {
  // The family is locked first and its token read by a second statement, because the first one's snapshot is older than the lock.
  const [family] = await runSql<{ id: string; user_id: string; org_id: string }>(
    tx,
    `select s.id, s.user_id, s.org_id from auth_sessions s
     where s.id = (select family_id from refresh_tokens where token_hash = $1) and s.expires_at > now() for update`,
    [tokenHash],
  );
  if (family === undefined) return null;
  const [token] = await runSql<{ rotated_seconds_ago: number | null }>(
    tx,
    `select extract(epoch from clock_timestamp() - rotated_at)::float8 as rotated_seconds_ago
     from refresh_tokens where token_hash = $1`,
    [tokenHash],
  );
  if (token === undefined) return null;
  return {
    family_id: AuthSessionId.parse(family.id),
    user_id: UserId.parse(family.user_id),
    org_id: OrganizationId.parse(family.org_id),
    rotated_seconds_ago: token.rotated_seconds_ago,
  };
}

/** Idempotent: a repetition writes nothing. */
export async function insertRefreshToken(tx: Tx, familyId: AuthSessionId, tokenHash: Buffer): Promise<void> {
  await tx
    .insertInto('refresh_tokens')
    .values({ token_hash: tokenHash, family_id: familyId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function markRefreshTokenRotated(tx: Tx, tokenHash: Buffer): Promise<void> {
  await runSql(
    tx,
    'update refresh_tokens set rotated_at = clock_timestamp() where token_hash = $1 and rotated_at is null',
    [tokenHash],
  );
}
