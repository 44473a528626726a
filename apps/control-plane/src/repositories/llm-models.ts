import { omitUndefined } from '@everruns/kernel';
import { LlmModel, type LlmModelId, type OptionalParameter, type UpdateLlmModelRequest } from '@everruns/schemas';
import type { Database, Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import { newestFirst, startAfter } from './keyset.ts';

/** A model with everything that is needed to call it, or to explain why it cannot be called. The key is still encrypted. */
export interface StoredModelRow {
  id: string;
  provider_id: string;
  provider_name: string;
  provider_type: string;
  model: string;
  base_url: string | null;
  api_key_encrypted: unknown;
  origin: 'environment' | 'api';
  status: 'active' | 'disabled';
  provider_status: 'active' | 'disabled';
  compat: unknown;
  provider_compat: unknown;
  refused_parameters: string[];
  context_window_tokens: number | null;
  max_output_tokens: number | null;
}

export async function findLlmModel(db: Database, ctx: RequestContext, id: LlmModelId): Promise<LlmModel | null> {
  const row = await selectModels(db, ctx).where('llm_models.id', '=', id).executeTakeFirst();
  return row === undefined ? null : readOne('model', row, toLlmModel);
}

/** Locks the model until the transaction ends. */
export async function findLlmModelForUpdate(tx: Tx, ctx: RequestContext, id: LlmModelId): Promise<LlmModel | null> {
  const row = await selectModels(tx, ctx).where('llm_models.id', '=', id).forUpdate('llm_models').executeTakeFirst();
  return row === undefined ? null : readOne('model', row, toLlmModel);
}

export async function findDefaultLlmModel(db: Database, ctx: RequestContext): Promise<LlmModel | null> {
  const row = await selectModels(db, ctx).where('llm_models.is_default', '=', true).executeTakeFirst();
  return row === undefined ? null : readOne('model', row, toLlmModel);
}

export async function listLlmModels(
  db: Database,
  ctx: RequestContext,
  filter: { provider_id?: string | undefined; after: KeysetPosition | null; count: number },
): Promise<ListedRow<LlmModel>[]> {
  const { after, provider_id } = filter;
  const rows = await selectModels(db, ctx)
    .$if(provider_id !== undefined, (query) => query.where('llm_models.provider_id', '=', provider_id ?? ''))
    .$call(startAfter(after, 'llm_models'))
    .$call(newestFirst(filter.count, 'llm_models'))
    .execute();
  return readListed('llm_models', rows, toLlmModel);
}

/** Reads the chosen model, or the organization's default for null, active or not, with its provider. One statement. */
export async function findStoredModel(
  db: Database,
  ctx: Pick<RequestContext, 'org_id'>,
  chosen: LlmModelId | null,
): Promise<StoredModelRow | null> {
  const base = db
    .selectFrom('llm_models as m')
    .innerJoin('llm_providers as p', (join) =>
      join.onRef('p.id', '=', 'm.provider_id').onRef('p.org_id', '=', 'm.org_id'),
    )
    .select([
      'm.id',
      'm.provider_id',
      'p.name as provider_name',
      'p.provider_type',
      'm.model_id as model',
      'p.base_url',
      'p.api_key_encrypted',
      'p.origin',
      'm.status',
      'p.status as provider_status',
      'm.compat',
      'p.compat as provider_compat',
      'm.refused_parameters',
      'm.context_window_tokens',
      'm.max_output_tokens',
    ])
    .where('m.org_id', '=', ctx.org_id);
  const query = chosen === null ? base.where('m.is_default', '=', true) : base.where('m.id', '=', chosen);
  return (await query.executeTakeFirst()) ?? null;
}

/** Writes a new model. If it is the default, the previous default loses that role. Idempotent: a repetition writes nothing. */
export async function insertLlmModel(tx: Tx, ctx: RequestContext, model: LlmModel): Promise<void> {
  if (model.is_default) await clearDefaultLlmModel(tx, ctx);
  await tx
    .insertInto('llm_models')
    .values({
      org_id: ctx.org_id,
      id: model.id,
      provider_id: model.provider_id,
      model_id: model.model_id,
      display_name: model.display_name,
      capabilities: model.capabilities,
      is_default: model.is_default,
      status: model.status,
      ...byHandColumns(model),
      created_at: model.created_at,
      updated_at: model.updated_at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export interface LlmModelChange extends UpdateLlmModelRequest {
  id: LlmModelId;
  updated_at: string;
}

type ByHand = Pick<
  UpdateLlmModelRequest,
  'context_window_tokens' | 'max_output_tokens' | 'prices_per_million' | 'compat'
>;

/** Maps the given fields to columns; null clears a column. New compatibility switches clear the list of refused parameters. */
function byHandColumns({ context_window_tokens, max_output_tokens, prices_per_million: prices, compat }: ByHand) {
  return {
    ...omitUndefined({ context_window_tokens, max_output_tokens }),
    ...(prices === undefined ? {} : { prices: prices === null ? null : JSON.stringify(prices) }),
    ...(compat === undefined
      ? {}
      : { compat: compat === null ? null : JSON.stringify(compat), refused_parameters: [] }),
  };
}

/** Writes the given columns. If the model becomes the default, the previous default loses that role. */
export async function updateLlmModelRow(tx: Tx, ctx: RequestContext, change: LlmModelChange): Promise<void> {
  const { id, context_window_tokens, max_output_tokens, prices_per_million, compat, ...plain } = change;
  const columns = {
    ...plain,
    ...byHandColumns({ context_window_tokens, max_output_tokens, prices_per_million, compat }),
  };
  if (change.is_default === true) await clearDefaultLlmModel(tx, ctx);
  await tx.updateTable('llm_models').set(columns).where('org_id', '=', ctx.org_id).where('id', '=', id).execute();
}

/** Adds parameters that a model has refused. A parameter that is reported twice is stored once. */
export async function addRefusedParameters(
  db: Database,
  ctx: Pick<RequestContext, 'org_id'>,
  { id, parameters }: { id: LlmModelId; parameters: readonly OptionalParameter[] },
): Promise<void> {
  const known = await db
    .selectFrom('llm_models')
    .select('refused_parameters')
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (known === undefined) return;
  const refused_parameters = [...new Set([...known.refused_parameters, ...parameters])].toSorted();
  await db
    .updateTable('llm_models')
    .set({ refused_parameters })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', id)
    .execute();
}

/** Lists the manual prices of an organization's models, each with the model's name and its provider's type. */
export async function listPricesByHand(db: Database, ctx: Pick<RequestContext, 'org_id'>) {
  return db
    .selectFrom('llm_models as m')
    .innerJoin('llm_providers as p', (join) =>
      join.onRef('p.id', '=', 'm.provider_id').onRef('p.org_id', '=', 'm.org_id'),
    )
    .select(['p.provider_type', 'm.model_id as model', 'm.prices'])
    .where('m.org_id', '=', ctx.org_id)
    .where('m.prices', 'is not', null)
    .execute();
}

export async function deleteLlmModelRow(tx: Tx, ctx: RequestContext, id: LlmModelId): Promise<void> {
  await tx.deleteFrom('llm_models').where('org_id', '=', ctx.org_id).where('id', '=', id).execute();
}

/** Serializes changes of an organization's default model until the transaction ends. Taken before the lock of any model. */
export async function lockDefaultLlmModel(tx: Tx, ctx: RequestContext): Promise<void> {
  await tx.selectFrom('organizations').select('id').where('id', '=', ctx.org_id).forNoKeyUpdate().execute();
}

export async function makeDefaultLlmModel(tx: Tx, ctx: RequestContext, id: LlmModelId): Promise<void> {
  await clearDefaultLlmModel(tx, ctx);
  await tx
    .updateTable('llm_models')
    .set({ is_default: true })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', id)
    .execute();
}

async function clearDefaultLlmModel(tx: Tx, ctx: RequestContext): Promise<void> {
  await tx
    .updateTable('llm_models')
    .set({ is_default: false })
    .where('org_id', '=', ctx.org_id)
    .where('is_default', '=', true)
    .execute();
}

function selectModels(db: Database, ctx: RequestContext) {
  return db
    .selectFrom('llm_models')
    .innerJoin('llm_providers as p', (join) =>
      join.onRef('p.id', '=', 'llm_models.provider_id').onRef('p.org_id', '=', 'llm_models.org_id'),
    )
    .selectAll('llm_models')
    .select(['p.name as provider_name', 'p.provider_type', 'p.status as provider_status'])
    .where('llm_models.org_id', '=', ctx.org_id);
}

type LlmModelRow = Awaited<ReturnType<ReturnType<typeof selectModels>['executeTakeFirstOrThrow']>>;

/** A model of a disabled provider cannot be called, so it is shown as disabled. */
function toLlmModel(row: LlmModelRow): LlmModel {
  const { provider_status, compat, prices, refused_parameters, context_window_tokens, max_output_tokens, ...columns } =
    row;
  return LlmModel.parse({
    ...columns,
    ...(compat === null ? {} : { compat }),
    ...(prices === null ? {} : { prices_per_million: prices }),
    ...(refused_parameters.length === 0 ? {} : { refused_parameters }),
    ...(context_window_tokens === null ? {} : { context_window_tokens }),
    ...(max_output_tokens === null ? {} : { max_output_tokens }),
    status: provider_status === 'active' ? row.status : 'disabled',
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  });
}
