import { calcPrice, findProvider, type Provider } from '@pydantic/genai-prices';
import type { LlmProviderType, Usage } from '@everruns/schemas';

/** Whose price list applies. `openai_compatible` may be anyone, and the simulated model is free of charge and of price. */
const PRICE_LISTS: Record<LlmProviderType, string | null> = {
  openai: 'openai',
  azure_openai: 'openai',
  anthropic: 'anthropic',
  openai_compatible: null,
  llmsim: null,
};

type NamedModel = { provider_type: LlmProviderType; model: string };

/** What the usage costs in US dollars, or null where the model's price is not known. */
export function priceUsage(model: NamedModel, usage: Usage): number | null {
  const provider = priceListOf(model.provider_type);
  if (provider === null) return null;
  const tokens = {
    input_tokens: usage.input_tokens,
    output_tokens: usage.output_tokens,
    cache_read_tokens: usage.cache_read_tokens,
    cache_write_tokens: usage.cache_creation_tokens,
  };
  try {
    return calcPrice(tokens, model.model, { provider })?.total_price ?? null;
  } catch {
    // The library refuses counts that contradict each other; a provider that reports such costs an unknown amount.
    return null;
  }
}

/** How much the model can read at once, in tokens, or null where that is not known. */
export function contextWindowOf(model: NamedModel): number | null {
  const provider = priceListOf(model.provider_type);
  if (provider === null) return null;
  return calcPrice({}, model.model, { provider })?.model.context_window ?? null;
}

function priceListOf(type: LlmProviderType): Provider | null {
  const id = PRICE_LISTS[type];
  return id === null ? null : (findProvider({ providerId: id }) ?? null);
}
