import {
  DEFAULT_ORGANIZATION_ID,
  EverrunsError,
  KEY_SETTINGS,
  type Controls,
  type LlmModelId,
  type ResolvedModel,
} from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import { findStoredModel } from '../../repositories/llm-models.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { CoreServices } from '../services.ts';
import { judgeModel, type JudgedModel } from './judge-model.ts';

type Organization = Pick<RequestContext, 'org_id'>;

/** The choices of a turn's model, strongest first. */
export interface ModelChoice {
  controls: Controls | null;
  session_model_id: LlmModelId | null;
  agent_model_id: LlmModelId | null;
}

interface ModelInput {
  ctx: Organization;
  /** Null means the organization's default. */
  chosen: LlmModelId | null;
}

const NO_DEFAULT = `There is no default model. Choose one under Settings, or add a provider with its key there; an operator can also set ${KEY_SETTINGS} and restart.`;
const GONE = 'The chosen model was deleted. Choose another one.';

/**
 * Resolves the model of a turn with its decrypted key, by message controls, session, agent and the organization's default. Takes one
 * statement, or none for some seconds. Throws `no_model` with cause and remedy: a choice that cannot be honored is never replaced by
 * another model.
 */
export async function resolveModel(
  deps: CoreServices,
  db: Database,
  request: { ctx: Organization; choice: ModelChoice },
): Promise<ResolvedModel> {
  const { ctx, choice } = request;
  const chosen = choice.controls?.model_id ?? choice.session_model_id ?? choice.agent_model_id;
  const { model, problem } = await lookUpModel(deps, db, { ctx, chosen });
  if (model === null) throw new EverrunsError('no_model', problem);
  const effort = choice.controls?.reasoning?.effort;
  return effort === undefined ? model : { ...model, reasoning_effort: effort };
}

/** Returns the chosen model, or null if it cannot be called. */
export async function findModel(deps: CoreServices, db: Database, question: ModelInput): Promise<ResolvedModel | null> {
  return (await lookUpModel(deps, db, question)).model;
}

async function lookUpModel(deps: CoreServices, db: Database, question: ModelInput): Promise<JudgedModel> {
  const { ctx, chosen } = question;
  const cacheKey = `${ctx.org_id} ${chosen ?? 'default'}`;
  const known = deps.modelCache.find(cacheKey);
  if (known !== null) return { model: known, problem: null };
  const row = await findStoredModel(db, ctx, chosen);
  const judged = row === null ? await judgeAbsent(deps, db, chosen) : judgeModel(deps, ctx, row);
  if (judged.model !== null) deps.modelCache.set(cacheKey, judged.model);
  return judged;
}

/**
 * With DEFAULT_KEYS_SHARED an organization without a default model uses the operator's, which it can call but not see or change. The
 * simulated model is not shared.
 */
async function judgeAbsent(deps: CoreServices, db: Database, chosen: LlmModelId | null): Promise<JudgedModel> {
  if (chosen !== null) return { model: null, problem: GONE };
  if (!deps.areDefaultKeysShared) return { model: null, problem: NO_DEFAULT };
  const ctx = { org_id: DEFAULT_ORGANIZATION_ID };
  const row = await findStoredModel(db, ctx, null);
  const isLent = row?.origin === 'environment' && row.provider_type !== 'llmsim';
  const { model } = isLent ? judgeModel(deps, ctx, row) : { model: null };
  return model === null ? { model: null, problem: NO_DEFAULT } : { model, problem: null };
}
