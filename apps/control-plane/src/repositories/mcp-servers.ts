import { McpServer, type McpServerId } from '@everruns/schemas';
import type { Selectable } from 'kysely';
import type { EncryptedSecret } from '../crypto/envelope.ts';
import type { Database, Tx } from '../db/database.ts';
import type { McpServersTable } from '../db/mcp-tables.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { newestFirst, startAfter } from './keyset.ts';

type Organization = Pick<RequestContext, 'org_id'>;

/** A server as it is stored. */
export interface StoredMcpServer {
  server: McpServer;
  /** The encrypted headers, or null. */
  payload: unknown;
  /** The encrypted OAuth clients, or null. */
  clients: unknown;
}

/** Finds a server by its id or its name. With `lock`, the row stays locked until the transaction ends. */
export async function findMcpServer(
  db: Database,
  ctx: Organization,
  wanted: ({ id: McpServerId } | { name: string }) & { lock?: boolean },
): Promise<StoredMcpServer | null> {
  const row = await selectServers(db, ctx)
    .where((where) => ('id' in wanted ? where('id', '=', wanted.id) : where('name', '=', wanted.name)))
    .$if(wanted.lock === true, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? null : toStored(row);
}

export async function listMcpServers(
  db: Database,
  ctx: Organization,
  page: { after: KeysetPosition | null; count: number },
): Promise<ListedRow<McpServer>[]> {
  const rows = await selectServers(db, ctx).$call(startAfter(page.after)).$call(newestFirst(page.count)).execute();
  return readListed('mcp_servers', rows, toMcpServer);
}

export async function findMcpServersByName(
  db: Database,
  ctx: Organization,
  names: readonly string[],
): Promise<StoredMcpServer[]> {
  const rows = await selectServers(db, ctx).where('name', 'in', names).execute();
  return rows.map(toStored);
}

export async function countMcpServers(tx: Tx, { org_id }: Organization): Promise<number> {
  const { count } = await tx
    .selectFrom('mcp_servers')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('org_id', '=', org_id)
    .executeTakeFirstOrThrow();
  return count;
}

/** Writes a new server. Idempotent: a repetition writes nothing. */
export async function insertMcpServer(
  tx: Tx,
  ctx: Organization,
  { server, headers, clients }: { server: McpServer; headers: EncryptedSecret | null; clients: EncryptedSecret | null },
): Promise<void> {
  await tx
    .insertInto('mcp_servers')
    .values({ ...toRow(ctx, server), headers_encrypted: toJson(headers), oauth_clients_encrypted: toJson(clients) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Writes the changed fields of a server. Secrets that are undefined stay. */
export async function updateMcpServerRow(
  tx: Tx,
  ctx: Organization,
  {
    server,
    headers,
    clients,
  }: { server: McpServer } & Partial<Record<'headers' | 'clients', EncryptedSecret | null | undefined>>,
): Promise<void> {
  await tx
    .updateTable('mcp_servers')
    .set({
      ...toRow(ctx, server),
      ...(headers === undefined ? {} : { headers_encrypted: toJson(headers) }),
      ...(clients === undefined ? {} : { oauth_clients_encrypted: toJson(clients) }),
    })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', server.id)
    .execute();
}

/** Remembers what a question for the tools of a server brought. */
export async function noteMcpServerCheck(
  db: Database,
  ctx: Organization,
  { id, error, checkedAt }: { id: McpServerId; error: string | null; checkedAt: string },
): Promise<void> {
  await db
    .updateTable('mcp_servers')
    .set({ checked_at: checkedAt, last_error: error })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', id)
    .execute();
}

/** Writes the OAuth clients of a server, which is no change of the server. */
export async function storeOauthClients(
  tx: Tx,
  ctx: Organization,
  { id, clients }: { id: McpServerId; clients: EncryptedSecret },
): Promise<void> {
  await tx
    .updateTable('mcp_servers')
    .set({ oauth_clients_encrypted: toJson(clients) })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', id)
    .execute();
}

export async function deleteMcpServerRow(tx: Tx, ctx: Organization, id: McpServerId): Promise<void> {
  await tx.deleteFrom('mcp_servers').where('org_id', '=', ctx.org_id).where('id', '=', id).execute();
}

function selectServers(db: Database, ctx: Organization) {
  return db.selectFrom('mcp_servers').selectAll().where('org_id', '=', ctx.org_id);
}

function toRow(ctx: Organization, server: McpServer) {
  return {
    org_id: ctx.org_id,
    id: server.id,
    name: server.name,
    url: server.url,
    auth: server.auth,
    header_names: server.header_names,
    oauth_client_id: server.oauth_client_id ?? null,
    tool_filter: toJson(server.tool_filter),
    policy_overrides: toJson(server.policy_overrides),
    status: server.status,
    checked_at: server.checked_at ?? null,
    last_error: server.last_error ?? null,
    created_at: server.created_at,
    updated_at: server.updated_at,
  };
}

function toJson(value: object | null | undefined): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function toStored(row: Selectable<McpServersTable>): StoredMcpServer {
  const server = readOne('MCP server', row, toMcpServer);
  return { server, payload: row.headers_encrypted, clients: row.oauth_clients_encrypted };
}

function toMcpServer(row: Selectable<McpServersTable>): McpServer {
  return McpServer.parse({
    id: row.id,
    name: row.name,
    url: row.url,
    transport: 'streamable_http',
    auth: row.auth,
    header_names: row.header_names,
    oauth_client_id: row.oauth_client_id ?? undefined,
    tool_filter: row.tool_filter ?? undefined,
    policy_overrides: row.policy_overrides ?? undefined,
    status: row.status,
    checked_at: row.checked_at?.toISOString(),
    last_error: row.last_error ?? undefined,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  });
}
