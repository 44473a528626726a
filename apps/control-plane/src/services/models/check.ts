import { EverrunsError, PROVIDERS, type LlmModel, type LlmModelCheck, type LlmModelId } from '@everruns/schemas';
import { findStoredModel } from '../../repositories/llm-models.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { idempotentWrite } from '../../idempotency/idempotent-write.ts';
import { findStoredAnswer } from '../../idempotency/stored-answer.ts';
import type { Services } from '../services.ts';
import { getLlmModel } from './get.ts';
import { judgeModel } from './judge-model.ts';

export interface CheckLlmModelInput {
  model_id: LlmModelId;
  idempotency: IdempotencyRequest | null;
  signal: AbortSignal;
}

/**
 * Asks a model for a few short answers: what can it do? Stores nothing of it but the answer to a repeated request with an idempotency
 * key. Throws `not_found`, and `unavailable` where this process has no drivers.
 */
export async function checkLlmModel(
  deps: Services,
  ctx: RequestContext,
  { model_id, idempotency, signal }: CheckLlmModelInput,
): Promise<LlmModelCheck> {
  const model = await getLlmModel(deps, ctx, { model_id });
  const before = idempotency === null ? null : await findStoredAnswer(deps.db, ctx, idempotency);
  // Only this verb stores an answer under the scope of its path.
  if (before !== null) return before.response as LlmModelCheck;
  const check = await probe(deps, ctx, { model, signal });
  return (await idempotentWrite(deps.db, { ctx, idempotency, status: 200 }, async () => check)).answer;
}

async function probe(
  deps: Services,
  ctx: RequestContext,
  { model, signal }: { model: LlmModel; signal: AbortSignal },
): Promise<LlmModelCheck> {
  const { probeModel, openFetch, clock } = deps;
  if (probeModel === null) throw new EverrunsError('unavailable', 'This process cannot call models.');
  const row = await findStoredModel(deps.db, ctx, model.id);
  const judged = row === null ? null : judgeModel(deps, ctx, row);
  if (judged?.model == null) return notTried(judged?.problem ?? 'The model was deleted.');
  return probeModel(judged.model, { withPicture: isSaidToSee(model), openFetch, clock, signal });
}

/** A person or a catalog says so; the newest models of the large vendors are in no catalog yet, and all see. */
function isSaidToSee({ provider_type, profile, compat }: LlmModel): boolean {
  if (compat?.pictures !== undefined) return compat.pictures !== 'none';
  return profile?.input_modalities?.includes('image') ?? PROVIDERS[provider_type].environment !== null;
}

function notTried(detail: string): LlmModelCheck {
  const nothing = 'not_tried' as const;
  return {
    status: 'failed',
    detail,
    text: nothing,
    tool_call: nothing,
    picture: nothing,
    streaming: nothing,
    usage_reported: nothing,
    left_out_parameters: [],
    duration_ms: 0,
  };
}
