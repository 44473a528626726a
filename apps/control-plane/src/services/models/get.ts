import type { LlmModel, LlmModelId, UpdateAgentRequest } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { findLlmModel } from '../../repositories/llm-models.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { Services } from '../services.ts';
import { withProfile } from './with-profile.ts';

/** Throws `not_found`. */
export async function getLlmModel(
  { db }: Pick<Services, 'db'>,
  ctx: RequestContext,
  { model_id }: { model_id: LlmModelId },
): Promise<LlmModel> {
  const model = await findLlmModel(db, ctx, model_id);
  if (model === null) throw notFound('model');
  return withProfile(model);
}

/** Throws `not_found`. */
export async function assertModelExists(db: Database, ctx: RequestContext, id: LlmModelId): Promise<void> {
  await getLlmModel({ db }, ctx, { model_id: id });
}

/** Checks the models that an agent, or a patch of one, names. Throws `not_found`. */
export async function assertModelsExist(
  db: Database,
  ctx: RequestContext,
  { default_model_id, fallback_model_id }: Pick<UpdateAgentRequest, 'default_model_id' | 'fallback_model_id'>,
): Promise<void> {
  for (const id of [default_model_id, fallback_model_id]) if (id) await assertModelExists(db, ctx, id);
}
