import { LlmModelId, LlmProviderId, PROVIDERS, type LlmProviderType, type VendorOffer } from '@everruns/schemas';
import { v5 } from 'uuid';

/** A provider with its models, as a start writes it. The first model is the default if this provider is the strongest. */
export type ProviderOffer = Pick<VendorOffer, 'name' | 'models'> & { type: LlmProviderType };

export const SIMULATOR: ProviderOffer = { type: 'llmsim', name: PROVIDERS.llmsim.name, models: ['llmsim-default'] };

/** Ids are derived, so every replica and every start writes the same rows. */
const NAMESPACE = '0f4f3f5e-6a0a-5b4e-9c53-5b8d1a2c7e10';

export function providerId(type: LlmProviderType): LlmProviderId {
  return LlmProviderId.parse(v5(`provider:${type}`, NAMESPACE));
}

export function modelId(type: LlmProviderType, name: string): LlmModelId {
  return LlmModelId.parse(v5(`model:${type}:${name}`, NAMESPACE));
}
