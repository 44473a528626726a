import { MAX_REPORTED_TOKENS, type Usage } from '@everruns/schemas';

/** What a provider put where its counts are, unchecked. `undefined` and null are how a field is missing. */
export type ReportedCounts = Partial<Record<Exclude<keyof Usage, 'cost_usd' | 'not_reported'>, unknown>>;

const DIGITS = /^\d{1,10}$/;

/**
 * A usage from a provider's report: whole numbers from 0 to a thousand million, as numbers or as digits. What is part of another
 * count is never more than that. Input or output that is missing or anything else is `not_reported`, which is not 0.
 */
export function readUsage(counts: ReportedCounts): Usage {
  const input = readCount(counts.input_tokens);
  const output = readCount(counts.output_tokens);
  const inputTokens = input ?? 0;
  const cacheRead = Math.min(inputTokens, readCount(counts.cache_read_tokens) ?? 0);
  const notReported = [
    ...(input === undefined ? (['input_tokens'] as const) : []),
    ...(output === undefined ? (['output_tokens'] as const) : []),
  ];
  return {
    input_tokens: inputTokens,
    output_tokens: output ?? 0,
    cache_read_tokens: cacheRead,
    cache_creation_tokens: Math.min(inputTokens - cacheRead, readCount(counts.cache_creation_tokens) ?? 0),
    reasoning_tokens: Math.min(output ?? 0, readCount(counts.reasoning_tokens) ?? 0),
    ...(notReported.length === 0 ? {} : { not_reported: notReported }),
  };
}

/** A count that is one, or undefined. */
export function readCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isInteger(count)) return undefined;
  return count >= 0 && count <= MAX_REPORTED_TOKENS ? count : undefined;
}
