import type { Usage } from '@everruns/schemas';

/** Anything but a whole, non-negative number counts as not reported. */
function readCount(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

type TokenCounts = Record<Exclude<keyof Usage, 'cost_usd'>, unknown>;

export function readUsage(counts: TokenCounts): Usage {
  return {
    input_tokens: readCount(counts.input_tokens),
    output_tokens: readCount(counts.output_tokens),
    cache_read_tokens: readCount(counts.cache_read_tokens),
    cache_creation_tokens: readCount(counts.cache_creation_tokens),
    reasoning_tokens: readCount(counts.reasoning_tokens),
  };
}
