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

/** Who has a say in a turn's model, strongest first. */
export interface ModelChoice {
  controls: Controls | null;
  session_model_id: LlmModelId | null;
  agent_model_id: LlmModelId | null;
}

interface ModelInput {
  ctx: Organization;
  /** Null: the organization's default. */
  chosen: LlmModelId | null;
}

const NO_DEFAULT = `There is no default model. Choose one under Settings, or add a provider with its key there; an operator can also set ${KEY_SETTINGS} and restart.`;
const GONE = 'The chosen model was deleted. Choose another one.';

/**
 * The model of a turn with its decrypted key: message controls, then session, agent, the organization's default. One statement, or
 * none for some seconds after the last. Throws `no_model`, which says the cause and the cure: a choice that cannot be honored is
 * never replaced by another model, and least of all by the simulated one.
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

/** The chosen model, or null where it cannot be called. */
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
 * With DEFAULT_KEYS_SHARED an organization without a default model borrows the operator's: it can call it, not see or change it.
 * The simulated model is no key that somebody shares.
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
