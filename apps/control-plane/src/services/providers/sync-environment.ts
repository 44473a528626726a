import {
  DEFAULT_ORGANIZATION_ID,
  LlmModelId,
  LlmProviderId,
  type LlmModel,
  type LlmProvider,
  type LlmProviderType,
} from '@everruns/schemas';
import { v5 } from 'uuid';
import type { Config, EnvironmentProvider } from '../../config/config.ts';
import { runSql, type Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { findDefaultLlmModel, insertLlmModel, makeDefaultLlmModel } from '../../repositories/llm-models.ts';
import { disableLlmProvider, upsertLlmProvider } from '../../repositories/llm-providers.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { Services } from '../services.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { encryptProviderKey } from './provider-key.ts';

interface Offer {
  type: LlmProviderType;
  name: string;
  /** The first is the default when this provider is the strongest. */
  models: readonly string[];
}

const OPENAI: Offer = { type: 'openai', name: 'OpenAI', models: ['gpt-5.4-mini', 'gpt-5.4', 'gpt-5-mini'] };
const ANTHROPIC: Offer = {
  type: 'anthropic',
  name: 'Anthropic',
  models: ['claude-sonnet-4-6', 'claude-opus-4-6', 'claude-haiku-4-5'],
};
const LLMSIM: Offer = { type: 'llmsim', name: 'Simulator', models: ['llmsim-default'] };

/** Ids are derived, so that every replica and every start writes the same rows. */
const NAMESPACE = '0f4f3f5e-6a0a-5b4e-9c53-5b8d1a2c7e10';
const LOCK_KEY = 6_872_317_202;

/**
 * Makes the providers that the operator's environment brings, in the default organization: a vendor for each API key, and the
 * simulator. A default that a person can still call stays; the simulator yields to the first real model. Several processes may
 * start at once.
 */
export async function syncEnvironmentProviders(
  services: Services,
  config: Pick<Config, 'openai' | 'anthropic'>,
): Promise<void> {
  const ctx: RequestContext = { org_id: DEFAULT_ORGANIZATION_ID, principal: 'operator', request_id: 'start' };
  const offers = [
    { offer: OPENAI, given: config.openai },
    { offer: ANTHROPIC, given: config.anthropic },
  ];
  await inTransaction(services.db, async (tx) => {
    await lockStart(tx);
    for (const { offer, given } of offers) {
      if (given === null) await disableLlmProvider(tx, ctx, providerId(offer));
      else await writeOffer(services, tx, { ctx, offer, given });
    }
    await writeOffer(services, tx, { ctx, offer: LLMSIM, given: null });
    const strongest = offers.find(({ given }) => given !== null)?.offer ?? LLMSIM;
    await chooseDefault(tx, ctx, strongest);
  });
  services.modelCache.clear();
}

async function chooseDefault(tx: Tx, ctx: RequestContext, strongest: Offer): Promise<void> {
  const current = await findDefaultLlmModel(tx, ctx);
  const isKept = current?.status === 'active' && (current.provider_type !== 'llmsim' || strongest.type === 'llmsim');
  if (!isKept) await makeDefaultLlmModel(tx, ctx, modelId(strongest, strongest.models[0] ?? ''));
}

async function writeOffer(
  services: Services,
  tx: Tx,
  { ctx, offer, given }: { ctx: RequestContext; offer: Offer; given: EnvironmentProvider | null },
): Promise<void> {
  const now = timestampOf(services.clock);
  const provider: LlmProvider = {
    id: providerId(offer),
    name: offer.name,
    provider_type: offer.type,
    ...(given?.baseUrl === undefined ? {} : { base_url: given.baseUrl }),
    api_key_set: given !== null,
    status: 'active',
    created_at: now,
    updated_at: now,
  };
  const apiKey =
    given === null ? null : encryptProviderKey(services.envelope, ctx, { id: provider.id, api_key: given.apiKey });
  await upsertLlmProvider(tx, ctx, { provider, apiKey, origin: 'environment' });
  for (const name of offer.models) await insertLlmModel(tx, ctx, toModel(offer, name, now));
}

function toModel(offer: Offer, name: string, now: string): LlmModel {
  return {
    id: modelId(offer, name),
    provider_id: providerId(offer),
    provider_name: offer.name,
    provider_type: offer.type,
    model_id: name,
    display_name: name,
    capabilities: [],
    is_default: false,
    status: 'active',
    created_at: now,
    updated_at: now,
  };
}

function providerId(offer: Offer): LlmProviderId {
  return LlmProviderId.parse(v5(`provider:${offer.type}`, NAMESPACE));
}

function modelId(offer: Offer, name: string): LlmModelId {
  return LlmModelId.parse(v5(`model:${offer.type}:${name}`, NAMESPACE));
}

/** One start at a time, until the transaction ends. */
async function lockStart(tx: Tx): Promise<void> {
  await runSql(tx, 'select pg_advisory_xact_lock($1)', [LOCK_KEY]);
}
