import { LlmProvider, type LlmProviderId } from '@everruns/schemas';
import { type Selectable } from 'kysely';
import type { EncryptedSecret } from '../crypto/envelope.ts';
import type { Database, Tx } from '../db/database.ts';
import type { LlmProvidersTable } from '../db/tables.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import { newestFirst, startAfter } from './keyset.ts';

type LlmProviderRow = Selectable<LlmProvidersTable>;

type Origin = 'environment' | 'api';

/** A provider as it is written: the noun, its encrypted key and its origin. */
export interface WrittenProvider {
  provider: LlmProvider;
  apiKey: EncryptedSecret | null;
  origin: Origin;
}

/** A provider as it is stored. */
export interface StoredProvider {
  provider: LlmProvider;
  /** The encrypted key, or null. */
  payload: unknown;
  origin: Origin;
}

export async function findLlmProvider(
  db: Database,
  ctx: RequestContext,
  id: LlmProviderId,
): Promise<LlmProvider | null> {
  const row = await selectProviders(db, ctx).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : readOne('provider', row, toLlmProvider);
}

/** Returns the provider with its key, still encrypted. With `lock`, the row stays locked until the transaction ends. */
export async function findStoredLlmProvider(
  db: Database,
  ctx: RequestContext,
  { id, lock }: { id: LlmProviderId; lock: boolean },
): Promise<StoredProvider | null> {
  const row = await selectProviders(db, ctx)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined
    ? null
    : { provider: readOne('provider', row, toLlmProvider), payload: row.api_key_encrypted, origin: row.origin };
}

export async function listLlmProviders(
  db: Database,
  ctx: RequestContext,
  page: { after: KeysetPosition | null; count: number },
): Promise<ListedRow<LlmProvider>[]> {
  const { after } = page;
  const rows = await selectProviders(db, ctx).$call(startAfter(after)).$call(newestFirst(page.count)).execute();
  return readListed('llm_providers', rows, toLlmProvider);
}

/** Writes a new provider. Idempotent: a repetition writes nothing. */
export async function insertLlmProvider(tx: Tx, ctx: RequestContext, written: WrittenProvider): Promise<void> {
  await tx
    .insertInto('llm_providers')
    .values(toRow(ctx, written))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Writes a provider from the operator's environment over the row that an earlier start wrote. */
export async function upsertLlmProvider(tx: Tx, ctx: RequestContext, written: WrittenProvider): Promise<void> {
  const { org_id: _org, id: _id, created_at: _created, ...changed } = toRow(ctx, written);
  await tx
    .insertInto('llm_providers')
    .values(toRow(ctx, written))
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changed))
    .execute();
}

/** Writes the changed fields of a provider. With `apiKey` undefined the stored key stays. */
export async function updateLlmProviderRow(
  tx: Tx,
  ctx: RequestContext,
  { provider, apiKey }: { provider: LlmProvider; apiKey: EncryptedSecret | null | undefined },
): Promise<void> {
  const { api_key_encrypted, ...row } = toRow(ctx, { provider, apiKey: apiKey ?? null, origin: 'api' });
  await tx
    .updateTable('llm_providers')
    .set(apiKey === undefined ? row : { ...row, api_key_encrypted })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', provider.id)
    .execute();
}

/** Deletes the provider and its models. */
export async function deleteLlmProviderRow(tx: Tx, ctx: RequestContext, id: LlmProviderId): Promise<void> {
  await tx.deleteFrom('llm_providers').where('org_id', '=', ctx.org_id).where('id', '=', id).execute();
}

function selectProviders(db: Database, ctx: RequestContext) {
  return db.selectFrom('llm_providers').selectAll().where('org_id', '=', ctx.org_id);
}

function toRow(ctx: RequestContext, { provider, apiKey, origin }: WrittenProvider) {
  return {
    org_id: ctx.org_id,
    id: provider.id,
    name: provider.name,
    provider_type: provider.provider_type,
    base_url: provider.base_url ?? null,
    api_key_encrypted: apiKey === null ? null : JSON.stringify(apiKey),
    origin,
    compat: provider.compat === undefined ? null : JSON.stringify(provider.compat),
    status: provider.status,
    created_at: provider.created_at,
    updated_at: provider.updated_at,
  };
}

function toLlmProvider(row: LlmProviderRow): LlmProvider {
  return LlmProvider.parse({
    id: row.id,
    name: row.name,
    provider_type: row.provider_type,
    base_url: row.base_url ?? undefined,
    api_key_set: row.api_key_encrypted !== null,
    compat: row.compat ?? undefined,
    status: row.status,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  });
}
