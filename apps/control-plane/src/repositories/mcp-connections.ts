import { McpConnection, type McpConnectionId, type McpServerId } from '@everruns/schemas';
import { sql, type Selectable } from 'kysely';
import type { EncryptedSecret } from '../crypto/envelope.ts';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { McpConnectionsTable } from '../db/mcp-tables.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { newestFirst, startAfter } from './keyset.ts';
import { withinReach } from './within-reach.ts';

type Organization = Pick<RequestContext, 'org_id'>;

/** A login as it is stored. */
export interface StoredConnection {
  connection: McpConnection;
  /** The encrypted login. */
  payload: unknown;
  version: number;
  wanted_scopes: string[];
  /** Its access token is over, by the clock of the database, or within a minute. */
  is_over: boolean;
  is_ending: boolean;
}

/** Whose login at which server. */
export interface ConnectionKey {
  server_id: McpServerId;
  subject: string;
}

const ENDING = sql<boolean>`coalesce(access_expires_at < now() + interval '1 minute', false)`;
const OVER = sql<boolean>`coalesce(access_expires_at <= now(), false)`;

export async function findConnection(
  db: Database | Tx,
  ctx: Organization,
  wanted: ConnectionKey | { id: McpConnectionId },
): Promise<StoredConnection | null> {
  const row = await selectConnections(db, ctx)
    .select([ENDING.as('is_ending'), OVER.as('is_over')])
    .where((where) =>
      'id' in wanted
        ? where('id', '=', wanted.id)
        : where.and([where('server_id', '=', wanted.server_id), where('subject', '=', wanted.subject)]),
    )
    .executeTakeFirst();
  if (row === undefined) return null;
  const { is_over, is_ending, wanted_scopes, token_version: version, login_encrypted: payload } = row;
  const connection = readOne('connection', row, toConnection);
  return { connection, payload, version, wanted_scopes, is_over, is_ending };
}

export async function listConnections(
  db: Database,
  ctx: RequestContext,
  filter: {
    server_id?: McpServerId | undefined;
    subject?: string | undefined;
    after: KeysetPosition | null;
    count: number;
  },
): Promise<ListedRow<McpConnection>[]> {
  const rows = await selectConnections(db, ctx)
    .where(withinReach(ctx))
    .$if(filter.server_id !== undefined, (query) => query.where('server_id', '=', filter.server_id ?? ''))
    .$if(filter.subject !== undefined, (query) => query.where('subject', '=', filter.subject ?? ''))
    .$call(startAfter(filter.after))
    .$call(newestFirst(filter.count))
    .execute();
  return readListed('mcp_connections', rows, toConnection);
}

export async function countConnections(tx: Tx, { org_id }: Organization): Promise<number> {
  const { count } = await tx
    .selectFrom('mcp_connections')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('org_id', '=', org_id)
    .executeTakeFirstOrThrow();
  return count;
}

export interface NewTokens {
  payload: EncryptedSecret;
  issuer: string;
  scopes: readonly string[];
  expires_in: number | null;
}

const UPSERT = `insert into mcp_connections as c
    (org_id, id, server_id, subject, issuer, scopes, login_encrypted, access_expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, now() + $8::float8 * interval '1 second')
  on conflict (org_id, server_id, subject) do update set status = 'active', issuer = excluded.issuer, scopes = excluded.scopes,
    wanted_scopes = '{}', login_encrypted = excluded.login_encrypted, token_version = c.token_version + 1, refreshing_until = null,
    access_expires_at = excluded.access_expires_at, last_error = null, updated_at = now()`;

/** Writes a finished login in place of the former one of the same subject, whose row and id stay. */
export async function upsertConnection(
  tx: Tx,
  { org_id }: Organization,
  { id, server_id, subject, tokens }: ConnectionKey & { id: string; tokens: NewTokens },
): Promise<void> {
  const { issuer, scopes, payload, expires_in } = tokens;
  await runSql(tx, UPSERT, [org_id, id, server_id, subject, issuer, scopes, JSON.stringify(payload), expires_in]);
}

const CLAIM = `update mcp_connections set refreshing_until = now() + interval '30 seconds'
  where org_id = $1 and id = $2 and token_version = $3 and status = 'active'
    and (refreshing_until is null or refreshing_until < now()) returning id`;

/** Whether the caller is the one who renews this set of tokens now. Holds no lock. */
export async function claimRefresh(db: Database, { org_id }: Organization, seen: Version): Promise<boolean> {
  return (await runSql(db, CLAIM, [org_id, seen.id, seen.version])).length > 0;
}

/** A set of tokens of a login. */
export interface Version {
  id: McpConnectionId;
  version: number;
}

const RENEW = `update mcp_connections set login_encrypted = $4, scopes = $5, access_expires_at = now() + $6::float8 * interval '1 second',
    token_version = token_version + 1, refreshing_until = null, last_error = null, updated_at = now()
  where org_id = $1 and id = $2 and token_version = $3`;

/** Writes renewed tokens, unless others were written meanwhile. */
export async function storeRenewed(
  db: Database,
  { org_id }: Organization,
  { id, version, tokens }: Version & { tokens: NewTokens },
): Promise<void> {
  const { payload, scopes, expires_in } = tokens;
  await runSql(db, RENEW, [org_id, id, version, JSON.stringify(payload), scopes, expires_in]);
}

const FAIL = `update mcp_connections set status = $4, last_error = $5, refreshing_until = null, updated_at = now(),
    wanted_scopes = $6 where org_id = $1 and id = $2 and token_version = $3`;

/** Notes that these tokens could not be renewed, or are no longer accepted. Newer ones are left as they are. */
export async function noteFailed(
  db: Database | Tx,
  { org_id }: Organization,
  failed: Version & { status: McpConnection['status']; error: string; wanted?: readonly string[] },
): Promise<void> {
  const { id, version, status, error, wanted = [] } = failed;
  await runSql(db, FAIL, [org_id, id, version, status, error, wanted]);
}

export async function deleteConnectionRow(tx: Tx, { org_id }: Organization, id: McpConnectionId): Promise<void> {
  await tx.deleteFrom('mcp_connections').where('org_id', '=', org_id).where('id', '=', id).execute();
}

/** Erases all logins at a server, begun ones included. */
export async function deleteLoginsOfServer(tx: Tx, { org_id }: Organization, server_id: McpServerId): Promise<void> {
  for (const table of ['mcp_connections', 'mcp_logins'] as const)
    await tx.deleteFrom(table).where('org_id', '=', org_id).where('server_id', '=', server_id).execute();
}

function selectConnections(db: Database | Tx, { org_id }: Organization) {
  return db.selectFrom('mcp_connections').selectAll().where('org_id', '=', org_id);
}

function toConnection(row: Selectable<McpConnectionsTable>): McpConnection {
  const { id, server_id, subject, status, issuer, scopes } = row;
  return McpConnection.parse({
    id,
    server_id,
    subject,
    status,
    issuer,
    scopes,
    access_expires_at: row.access_expires_at?.toISOString(),
    last_error: row.last_error ?? undefined,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  });
}
