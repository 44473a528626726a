import { ApiKey, type ApiKeyId, type Scope, type UserId } from '@everruns/schemas';
import { type Selectable } from 'kysely';
import { runSql, type Database, type Tx } from '../db/database.ts';
import type { ApiKeysTable } from '../db/auth-tables.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, type ListedRow } from '../kernel/read-rows.ts';
import { newestFirst, startAfter } from './keyset.ts';

/** See the column `later_scopes`. */
const EARLIER_SCOPES: ReadonlySet<Scope> = new Set(['read', 'write', 'admin']);

/** With `ownerId` null, the keys of all people are listed. */
export async function listApiKeys(
  db: Database,
  { org_id }: RequestContext,
  { ownerId, after, count }: { ownerId: UserId | null; after: KeysetPosition | null; count: number },
): Promise<ListedRow<ApiKey>[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('org_id', '=', org_id)
    .$if(ownerId !== null, (query) => query.where('user_id', '=', ownerId ?? ''))
    .$call(startAfter(after))
    .$call(newestFirst(count))
    .execute();
  return readListed('api_keys', rows, toApiKey);
}

export async function countApiKeys(tx: Tx, { org_id }: RequestContext, ownerId: UserId): Promise<number> {
  const { count } = await tx
    .selectFrom('api_keys')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('org_id', '=', org_id)
    .where('user_id', '=', ownerId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Idempotent: a repetition writes nothing. */
export async function insertApiKey(
  tx: Tx,
  { org_id }: RequestContext,
  { key, hash }: { key: ApiKey; hash: Buffer },
): Promise<void> {
  const { id, user_id, name, prefix, scopes, subject, created_at, expires_at } = key;
  await tx
    .insertInto('api_keys')
    .values({
      org_id,
      id,
      user_id,
      name,
      prefix,
      key_hash: hash,
      scopes: scopes.filter((scope) => EARLIER_SCOPES.has(scope)),
      later_scopes: scopes.filter((scope) => !EARLIER_SCOPES.has(scope)),
      subject: subject ?? null,
      created_at,
      expires_at: expires_at ?? null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Returns whether a key was deleted. With `ownerId` null, the key may belong to anyone. */
export async function deleteApiKey(
  tx: Tx,
  { org_id }: RequestContext,
  { id, ownerId }: { id: ApiKeyId; ownerId: UserId | null },
): Promise<boolean> {
  const result = await tx
    .deleteFrom('api_keys')
    .where('org_id', '=', org_id)
    .where('id', '=', id)
    .$if(ownerId !== null, (query) => query.where('user_id', '=', ownerId ?? ''))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Deletes the keys of a person in every organization. */
export async function deleteApiKeysOf(tx: Tx, userId: UserId): Promise<void> {
  await runSql(tx, 'delete from api_keys where user_id = $1', [userId]);
}

/** Returns how many valid keys a person has in all organizations together. */
export async function countApiKeysOf(tx: Tx, userId: UserId): Promise<number> {
  const sql = `select count(*)::int as count from api_keys
    where user_id = $1 and (expires_at is null or expires_at > now())`;
  const [row] = await runSql<{ count: number }>(tx, sql, [userId]);
  return row?.count ?? 0;
}

function toApiKey(row: Selectable<ApiKeysTable>): ApiKey {
  const { id, name, prefix, scopes, later_scopes, subject, user_id, created_at, expires_at, last_used_at } = row;
  return ApiKey.parse({
    id,
    name,
    prefix,
    scopes: [...scopes, ...later_scopes],
    ...(subject === null ? {} : { subject }),
    user_id,
    created_at: created_at.toISOString(),
    ...(expires_at === null ? {} : { expires_at: expires_at.toISOString() }),
    ...(last_used_at === null ? {} : { last_used_at: last_used_at.toISOString() }),
  });
}
