import { omitUndefined } from '@everruns/kernel';
import { MAX_REPORTED_TOKENS, type Usage } from '@everruns/schemas';

/** The values that a provider reported as its counts, unchecked. A missing field is `undefined` or null. */
export type ReportedCounts = Partial<Record<Exclude<keyof Usage, 'cost_usd' | 'not_reported'>, unknown>>;

/** A report of more searches for one answer is not trusted. */
const MAX_SEARCHES = 1_000;
const DIGITS = /^\d{1,10}$/;

/**
 * Reads a provider's usage: integers from 0 to 1,000,000,000, as numbers or as digits. A part of another count is at most that
 * count. Input or output that is missing or invalid is `not_reported`, which differs from 0.
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
    ...omitUndefined({ web_searches: readSearches(counts.web_searches) }),
    ...(notReported.length === 0 ? {} : { not_reported: notReported }),
  };
}

function readSearches(value: unknown): number | undefined {
  const count = readCount(value) ?? 0;
  return count === 0 ? undefined : Math.min(count, MAX_SEARCHES);
}

/** Returns the value if it is a valid count, or else undefined. */
export function readCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isInteger(count)) return undefined;
  return count >= 0 && count <= MAX_REPORTED_TOKENS ? count : undefined;
}
