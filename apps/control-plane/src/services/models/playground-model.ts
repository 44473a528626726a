import { LlmModelId, LlmProviderId, type ResolvedModel } from '@everruns/schemas';

/** Says what its message holds, which for the playground is one call. It belongs to no organization, costs nothing and asks nobody. */
export const PLAYGROUND_MODEL: ResolvedModel = {
  id: LlmModelId.parse('00000000-0000-7000-8000-00000000c0de'),
  provider_id: LlmProviderId.parse('00000000-0000-7000-8000-00000000c0dd'),
  provider_name: 'Playground',
  provider_type: 'llmsim',
  model: 'playground',
  allow_private_address: false,
};
