import type { Usage } from '@everruns/schemas';
import type { WireUsage } from './wire.ts';

/** A later report replaces an earlier one, field by field: the counts are cumulative. */
export function mergeUsage(earlier: WireUsage, later: WireUsage | null | undefined): WireUsage {
  return {
    input_tokens: later?.input_tokens ?? earlier.input_tokens ?? null,
    output_tokens: later?.output_tokens ?? earlier.output_tokens ?? null,
    cache_creation_input_tokens: later?.cache_creation_input_tokens ?? earlier.cache_creation_input_tokens ?? null,
    cache_read_input_tokens: later?.cache_read_input_tokens ?? earlier.cache_read_input_tokens ?? null,
    output_tokens_details: later?.output_tokens_details ?? earlier.output_tokens_details ?? null,
  };
}

/** Anthropic counts cached input apart from `input_tokens`; ours includes it. */
export function mapUsage(usage: WireUsage): Usage {
  const cacheRead = usage.cache_read_input_tokens ?? 0;
  const cacheCreation = usage.cache_creation_input_tokens ?? 0;
  return {
    input_tokens: (usage.input_tokens ?? 0) + cacheRead + cacheCreation,
    output_tokens: usage.output_tokens ?? 0,
    cache_read_tokens: cacheRead,
    cache_creation_tokens: cacheCreation,
    reasoning_tokens: usage.output_tokens_details?.thinking_tokens ?? 0,
  };
}
