import type { Compat, LlmRequest } from '@everruns/core';
import type { OptionalParameter } from '@everruns/schemas';

/** OpenAI sends requests with the same key to the same machines, whose caches know how they begin. Other servers may not know the field. */
export function toCacheField(
  { cache_key }: LlmRequest,
  compat: Compat,
  leftOut: ReadonlySet<OptionalParameter>,
): { prompt_cache_key?: string } {
  const isSent = compat.prompt_cache_key && !leftOut.has('prompt_cache_key');
  return isSent && cache_key !== undefined ? { prompt_cache_key: cache_key } : {};
}
