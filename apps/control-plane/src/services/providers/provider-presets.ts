import { LlmModelId, LlmProviderId, type LlmProviderType } from '@everruns/schemas';
import { v5 } from 'uuid';

/** A provider with its models, as a start makes it. */
export interface ProviderPreset {
  type: LlmProviderType;
  name: string;
  /** The first is the default when this provider is the strongest. */
  models: readonly [string, ...string[]];
}

/** A vendor whose key an operator's environment can bring. */
export type EnvironmentVendor = 'openai' | 'anthropic';

export const PROVIDER_PRESETS: Record<EnvironmentVendor, ProviderPreset> = {
  openai: { type: 'openai', name: 'OpenAI', models: ['gpt-5.4-mini', 'gpt-5.4', 'gpt-5-mini'] },
  anthropic: {
    type: 'anthropic',
    name: 'Anthropic',
    models: ['claude-sonnet-4-6', 'claude-opus-4-6', 'claude-haiku-4-5'],
  },
};
export const LLMSIM: ProviderPreset = { type: 'llmsim', name: 'Simulator', models: ['llmsim-default'] };

/** Ids are derived, so that every replica and every start writes the same rows. */
const NAMESPACE = '0f4f3f5e-6a0a-5b4e-9c53-5b8d1a2c7e10';

export function providerId(offer: ProviderPreset): LlmProviderId {
  return LlmProviderId.parse(v5(`provider:${offer.type}`, NAMESPACE));
}

export function modelId(offer: ProviderPreset, name: string): LlmModelId {
  return LlmModelId.parse(v5(`model:${offer.type}:${name}`, NAMESPACE));
}
