import { ZERO_USAGE, type Usage } from '@everruns/schemas';
import { readUsage } from '../read-usage.ts';
import type { WireUsage } from './wire.ts';

export function mapUsage(usage: Partial<WireUsage> | null | undefined): Usage {
  if (!usage) return ZERO_USAGE;
  return readUsage({
    input_tokens: usage.input_tokens,
    output_tokens: usage.output_tokens,
    cache_read_tokens: usage.input_tokens_details?.cached_tokens,
    cache_creation_tokens: usage.input_tokens_details?.cache_write_tokens,
    reasoning_tokens: usage.output_tokens_details?.reasoning_tokens,
  });
}
