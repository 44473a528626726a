import { omitUndefined } from '@everruns/kernel';
import { DEFAULT_ORGANIZATION_ID, VENDOR_OFFERS, type LlmModel, type LlmProvider } from '@everruns/schemas';
import type { EnvironmentProvider } from '@everruns/settings';
import type { Config } from '../../config/config.ts';
import { runSql, type Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import {
  findDefaultLlmModel,
  insertLlmModel,
  lockDefaultLlmModel,
  makeDefaultLlmModel,
} from '../../repositories/llm-models.ts';
import { findLlmProvider, upsertLlmProvider } from '../../repositories/llm-providers.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { CoreServices } from '../services.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { modelId, providerId, SIMULATOR, type ProviderOffer } from './provider-offer.ts';
import { encryptProviderKey } from './provider-key.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';

const LOCK_KEY = 6_872_317_202;
const OPERATOR: RequestContext = {
  org_id: DEFAULT_ORGANIZATION_ID,
  principal: 'operator',
  subjects: EVERY_SUBJECT,
  request_id: 'start',
};

/**
 * Writes the providers of the operator's environment into the default organization: one for each API key, with its models. A start without
 * a key changes nothing that an earlier one stored (`forgetProvider` does). Several processes may start at once.
 */
export async function syncEnvironmentProviders(deps: CoreServices, config: Pick<Config, 'providers'>): Promise<void> {
  const ctx = OPERATOR;
  const offers = VENDOR_OFFERS.flatMap((offer) => {
    const given = config.providers[offer.type];
    return given === undefined ? [] : [{ offer, given }];
  });
  await inTransaction(deps.db, async (tx) => {
    await lockStart(tx);
    await lockDefaultLlmModel(tx, ctx);
    const isFirstStart = (await findLlmProvider(tx, ctx, providerId(SIMULATOR.type))) === null;
    const introduced: ProviderOffer[] = [];
    for (const { offer, given } of offers) {
      const before = await findLlmProvider(tx, ctx, providerId(offer.type));
      if (before?.status !== 'active' || !before.api_key_set) introduced.push(offer);
      await writeOffer(deps, tx, { ctx, offer, given });
    }
    if (isFirstStart) await writeOffer(deps, tx, { ctx, offer: SIMULATOR, given: null });
    const strongest = offers[0]?.offer ?? null;
    await chooseDefault(tx, ctx, { strongest, introduced, isFirstStart });
  });
  deps.modelCache.clear();
}

/**
 * Sets a default model if there is none: a real model of the environment, or the simulated one on an empty database, which yields to a
 * provider that is new. Any other default was chosen, and stays.
 */
async function chooseDefault(
  tx: Tx,
  ctx: RequestContext,
  {
    strongest,
    introduced,
    isFirstStart,
  }: { strongest: ProviderOffer | null; introduced: ProviderOffer[]; isFirstStart: boolean },
): Promise<void> {
  const current = await findDefaultLlmModel(tx, ctx);
  const fallback = isFirstStart ? SIMULATOR : null;
  const isSimulated = current?.id === modelId(SIMULATOR.type, SIMULATOR.models[0]);
  const offer = isSimulated ? introduced[0] : current === null ? (strongest ?? fallback) : null;
  if (offer) await makeDefaultLlmModel(tx, ctx, modelId(offer.type, offer.models[0]));
}

async function writeOffer(
  deps: CoreServices,
  tx: Tx,
  { ctx, offer, given }: { ctx: RequestContext; offer: ProviderOffer; given: EnvironmentProvider | null },
): Promise<void> {
  const now = timestampOf(deps.clock);
  const provider: LlmProvider = {
    id: providerId(offer.type),
    name: offer.name,
    provider_type: offer.type,
    ...omitUndefined({ base_url: given?.baseUrl }),
    api_key_set: given !== null,
    status: 'active',
    created_at: now,
    updated_at: now,
  };
  const apiKey =
    given === null ? null : encryptProviderKey(deps.envelope, ctx, { id: provider.id, api_key: given.apiKey });
  await upsertLlmProvider(tx, ctx, { provider, apiKey, origin: 'environment' });
  for (const name of offer.models) await insertLlmModel(tx, ctx, toModel(offer, name, now));
}

function toModel(offer: ProviderOffer, name: string, now: string): LlmModel {
  return {
    id: modelId(offer.type, name),
    provider_id: providerId(offer.type),
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

/** Lets one start run at a time, until the transaction ends. */
async function lockStart(tx: Tx): Promise<void> {
  await runSql(tx, 'select pg_advisory_xact_lock($1)', [LOCK_KEY]);
}
