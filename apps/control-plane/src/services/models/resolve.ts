import {
  DEFAULT_ORGANIZATION_ID,
  EverrunsError,
  ResolvedModel,
  type Controls,
  type LlmModelId,
} from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { findCallableModel, type CallableModelRow } from '../../repositories/llm-models.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { decryptProviderKey } from '../providers/provider-key.ts';
import type { Services } from '../services.ts';
import { contextWindowOf } from './model-info.ts';

type Organization = Pick<RequestContext, 'org_id'>;

/** Who has a say in a turn's model, strongest first. */
export interface ModelChoice {
  controls: Controls | null;
  session_model_id: LlmModelId | null;
  agent_model_id: LlmModelId | null;
}

/**
 * The model of a turn with its decrypted key: message controls, then session, agent, the organization's default. One statement, or
 * none for some seconds after the last. Throws `no_model`: a choice that cannot be honored is never replaced by another model.
 */
export async function resolveModel(
  services: Services,
  db: Database,
  request: { ctx: Organization; choice: ModelChoice },
): Promise<ResolvedModel> {
  const { ctx, choice } = request;
  const chosen = choice.controls?.model_id ?? choice.session_model_id ?? choice.agent_model_id;
  const model = await findModel(services, db, { ctx, chosen });
  if (model === null) throw noModel(chosen);
  const effort = choice.controls?.reasoning?.effort;
  return effort === undefined ? model : { ...model, reasoning_effort: effort };
}

/** The chosen model, or the default for null; null where it or its provider is gone or disabled. */
export async function findModel(
  services: Services,
  db: Database,
  { ctx, chosen }: { ctx: Organization; chosen: LlmModelId | null },
): Promise<ResolvedModel | null> {
  const cacheKey = `${ctx.org_id} ${chosen ?? 'default'}`;
  const known = services.modelCache.find(cacheKey);
  if (known !== null) return known;
  const model = (await findOwnModel(services, db, { ctx, chosen })) ?? (await findSharedModel(services, db, chosen));
  if (model !== null) services.modelCache.set(cacheKey, model);
  return model;
}

async function findOwnModel(
  services: Services,
  db: Database,
  { ctx, chosen }: { ctx: Organization; chosen: LlmModelId | null },
): Promise<ResolvedModel | null> {
  const row = await findCallableModel(db, ctx, chosen);
  return row === null ? null : toResolvedModel(services, ctx, row);
}

/** With DEFAULT_KEYS_SHARED an organization without a default model borrows the operator's: it can call it, not see or change it. */
async function findSharedModel(
  services: Services,
  db: Database,
  chosen: LlmModelId | null,
): Promise<ResolvedModel | null> {
  if (!services.areDefaultKeysShared || chosen !== null) return null;
  const ctx = { org_id: DEFAULT_ORGANIZATION_ID };
  const row = await findCallableModel(db, ctx, null);
  return row?.origin === 'environment' ? toResolvedModel(services, ctx, row) : null;
}

function toResolvedModel(services: Services, ctx: Organization, row: CallableModelRow): ResolvedModel {
  const { api_key_encrypted: payload, origin, base_url, ...rest } = row;
  const model = ResolvedModel.parse({
    ...rest,
    base_url: base_url ?? undefined,
    api_key:
      payload === null ? undefined : decryptProviderKey(services.envelope, ctx, { id: row.provider_id, payload }),
    allow_private_address: origin === 'environment' || services.allowPrivateProviders,
  });
  const contextWindow = contextWindowOf(model);
  return contextWindow === null ? model : { ...model, context_window_tokens: contextWindow };
}

function noModel(chosen: LlmModelId | null): EverrunsError {
  const detail =
    chosen === null
      ? 'There is no default model. Add a provider and a model, or set OPENAI_API_KEY or ANTHROPIC_API_KEY and restart.'
      : 'The chosen model, or its provider, is disabled or gone. Choose another one.';
  return new EverrunsError('no_model', detail);
}
