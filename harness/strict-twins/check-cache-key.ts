import type { JsonObject } from '@everruns/schemas';

const MAX_LENGTH = 64;

/** Returns why the key is refused, or null. Source: platform.openai.com API reference, `prompt_cache_key`. */
export function refuseCacheKey({ prompt_cache_key: key }: JsonObject): string | null {
  if (key === undefined) return null;
  return typeof key === 'string' && key.length <= MAX_LENGTH
    ? null
    : `Invalid 'prompt_cache_key': expected a string with maximum length ${MAX_LENGTH}.`;
}
