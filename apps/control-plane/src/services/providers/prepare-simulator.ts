import { LlmModelId, LlmProviderId, type LlmModel, type LlmProvider, type OrganizationId } from '@everruns/schemas';
import type { Tx } from '../../db/database.ts';
import { EVERY_SUBJECT } from '../../kernel/subject-reach.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { insertLlmModel } from '../../repositories/llm-models.ts';
import { insertLlmProvider } from '../../repositories/llm-providers.ts';
import type { CoreServices } from '../services.ts';
import { SIMULATOR } from './provider-offer.ts';

/**
 * Returns the function that writes the simulated provider and its model into a new organization, as its default, so that its agents
 * answer before somebody has added a key.
 */
export function prepareSimulator(
  { ids }: Pick<CoreServices, 'ids'>,
  { org_id, created_at }: { org_id: OrganizationId; created_at: string },
): (tx: Tx) => Promise<void> {
  const [name] = SIMULATOR.models;
  const times = { created_at, updated_at: created_at };
  const provider: LlmProvider = {
    id: LlmProviderId.parse(ids.uuid()),
    name: SIMULATOR.name,
    provider_type: SIMULATOR.type,
    api_key_set: false,
    status: 'active',
    ...times,
  };
  const model: LlmModel = {
    id: LlmModelId.parse(ids.uuid()),
    provider_id: provider.id,
    provider_name: provider.name,
    provider_type: provider.provider_type,
    model_id: name,
    display_name: name,
    capabilities: [],
    is_default: true,
    status: 'active',
    ...times,
  };
  const ctx: RequestContext = {
    org_id,
    principal: 'operator',
    subjects: EVERY_SUBJECT,
    request_id: 'new organization',
  };
  return async (tx) => {
    await insertLlmProvider(tx, ctx, { provider, apiKey: null, origin: 'api' });
    await insertLlmModel(tx, ctx, model);
  };
}
