import { OrganizationId, Role, Scope, UserId } from '@everruns/schemas';
import { z } from 'zod';
import { runSql, type Database } from '../db/database.ts';

/** What the database holds about a presented credential. */
export interface CredentialRow {
  id: string;
  user_id: UserId;
  /** The key's organization, or the active organization of the login. */
  org_id: OrganizationId;
  /** The person's role in each organization that the credential gives access to. */
  roles: ReadonlyMap<string, Role>;
  scopes: ReadonlySet<Scope>;
  /** The only subject that a key reaches. */
  subject: string | null;
  token_version: number;
  /** Milliseconds since the epoch. Null if the credential does not expire. */
  expires_at: number | null;
  /** True if the last recorded use is at least a minute old. */
  is_use_stale: boolean;
}

const Row = z.object({
  id: z.string(),
  user_id: UserId,
  org_id: OrganizationId,
  roles: z.record(z.string(), Role),
  scopes: z.array(Scope),
  subject: z.string().nullable(),
  token_version: z.int(),
  expires_at: z.coerce.number().nullable(),
  is_use_stale: z.boolean(),
});

/** AUTH_MODE=admin accepts only the account of `adminEmailKey`. Null accepts every account. */
interface Lookup {
  adminEmailKey: string | null;
}

const PERSON = `join users u on u.id = c.user_id and u.status = 'active' and ($2::text is null or u.email_key = $2)`;
const COLUMNS = `c.id, c.user_id, c.org_id, u.token_version, (extract(epoch from c.expires_at) * 1000)::float8 as expires_at`;
const LOGIN = `select ${COLUMNS}, c.last_seen_at < now() - interval '1 minute' as is_use_stale,
    array['read', 'write', 'admin', 'approvals:resolve', 'subjects:own'] as scopes, null as subject,
    coalesce((select json_object_agg(m.org_id, m.role) from memberships m where m.user_id = c.user_id), '{}') as roles
  from auth_sessions c ${PERSON}`;

export function findApiKeyCredential(db: Database, hash: Buffer, lookup: Lookup): Promise<CredentialRow | null> {
  const sql = `select ${COLUMNS}, coalesce(c.last_used_at < now() - interval '1 minute', true) as is_use_stale,
      c.scopes || c.later_scopes as scopes, c.subject, json_build_object(c.org_id, m.role) as roles
    from api_keys c ${PERSON} join memberships m on m.org_id = c.org_id and m.user_id = c.user_id
    where c.key_hash = $1 and (c.expires_at is null or c.expires_at > now())`;
  return findRow(db, sql, [hash, lookup.adminEmailKey]);
}

export function findBrowserCredential(db: Database, hash: Buffer, lookup: Lookup): Promise<CredentialRow | null> {
  const sql = `${LOGIN} where c.token_hash = $1 and c.expires_at > now()`;
  return findRow(db, sql, [hash, lookup.adminEmailKey]);
}

export function findFamilyCredential(db: Database, id: string, lookup: Lookup): Promise<CredentialRow | null> {
  const sql = `${LOGIN} where c.id = $1 and c.kind = 'tokens' and c.expires_at > now()`;
  return findRow(db, sql, [id, lookup.adminEmailKey]);
}

async function findRow(db: Database, sql: string, values: unknown[]): Promise<CredentialRow | null> {
  const [found] = await runSql(db, sql, values);
  if (found === undefined) return null;
  const { roles, scopes, ...row } = Row.parse(found);
  return { ...row, roles: new Map(Object.entries(roles)), scopes: new Set(scopes) };
}

/** Records that a key was used, at most once a minute. */
export async function touchApiKey(db: Database, id: string): Promise<void> {
  await runSql(
    db,
    `update api_keys set last_used_at = now()
     where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
    [id],
  );
}

/** Extends a login that is used, at most once a minute and never past `ends_at`. */
export async function touchLogin(db: Database, id: string, idleSeconds: number): Promise<void> {
  await runSql(
    db,
    `update auth_sessions
     set last_seen_at = now(), expires_at = least(ends_at, now() + make_interval(secs => $2))
     where id = $1 and last_seen_at < now() - interval '1 minute'`,
    [id, idleSeconds],
  );
}

/** A credential with which a client is still reading, and the organization that it reads. */
export interface HeldCredential {
  kind: 'login' | 'api_key';
  id: string;
  org_id: string;
}

/** Returns the positions of the credentials that may no longer read. One statement checks all of them. */
export async function findEndedCredentials(
  db: Database,
  held: readonly HeldCredential[],
  lookup: Lookup,
): Promise<number[]> {
  const rows = await runSql<{ position: number }>(
    db,
    `select h.position::int as position
     from unnest($1::text[], $2::uuid[], $3::uuid[]) with ordinality as h (kind, id, org_id, position)
     where not exists (
       select from memberships m
       join users u on u.id = m.user_id and u.status = 'active' and ($4::text is null or u.email_key = $4)
       left join auth_sessions s on h.kind = 'login' and s.id = h.id and s.expires_at > now()
       left join api_keys k on h.kind = 'api_key' and k.id = h.id and (k.expires_at is null or k.expires_at > now())
         and 'read' = any (k.scopes)
       where m.org_id = h.org_id and m.user_id = coalesce(s.user_id, k.user_id)
     )`,
    [held.map(({ kind }) => kind), held.map(({ id }) => id), held.map(({ org_id }) => org_id), lookup.adminEmailKey],
  );
  return rows.map(({ position }) => position - 1);
}
