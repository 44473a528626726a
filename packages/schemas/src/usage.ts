import { omitUndefined } from '@everruns/kernel';
import { z } from 'zod';
import { AgentId, SessionId } from './ids.ts';

const Count = z.int().nonnegative();

/** A report of more tokens for one generation is not trusted, so that sums stay exact. */
export const MAX_REPORTED_TOKENS = 1_000_000_000;

/**
 * Tokens as the provider reported them. `input_tokens` includes cached ones, `output_tokens` includes reasoning. A count that was
 * missing or invalid is 0. For input and output it is also named in `not_reported`, because its cost is not known.
 */
export const Usage = z.object({
  input_tokens: Count,
  output_tokens: Count,
  cache_read_tokens: Count,
  cache_creation_tokens: Count,
  reasoning_tokens: Count,
  /** Searches of the web that the provider made. Absent: none. */
  web_searches: Count.optional(),
  /** US dollars. Absent if the model's price is not known. */
  cost_usd: z.number().nonnegative().optional(),
  not_reported: z.array(z.enum(['input_tokens', 'output_tokens'])).optional(),
});
export type Usage = z.infer<typeof Usage>;

export const ZERO_USAGE: Usage = Object.freeze({
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_creation_tokens: 0,
  reasoning_tokens: 0,
});

/** A cost is a whole number of ten-billionths of a dollar, so that sums of costs are exact in any order. */
const COST_PARTS = 1e10;

/** Rounds to the nearest ten-billionth of a dollar. */
export function roundCost(dollars: number): number {
  return Math.round(dollars * COST_PARTS) / COST_PARTS;
}

export const TOKEN_COUNTS = [
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'reasoning_tokens',
] as const satisfies (keyof Usage)[];

/** Returns the sum of two usages, limited to what can be counted exactly. A cost that is known on one side only is kept. */
export function addUsage(left: Usage, right: Usage): Usage {
  const cost = left.cost_usd === undefined ? right.cost_usd : roundCost(left.cost_usd + (right.cost_usd ?? 0));
  return {
    input_tokens: addCounts(left.input_tokens, right.input_tokens),
    output_tokens: addCounts(left.output_tokens, right.output_tokens),
    cache_read_tokens: addCounts(left.cache_read_tokens, right.cache_read_tokens),
    cache_creation_tokens: addCounts(left.cache_creation_tokens, right.cache_creation_tokens),
    reasoning_tokens: addCounts(left.reasoning_tokens, right.reasoning_tokens),
    ...omitUndefined({ cost_usd: cost, web_searches: addSearches(left, right) }),
  };
}

function addSearches(left: Usage, right: Usage): number | undefined {
  const sum = addCounts(left.web_searches ?? 0, right.web_searches ?? 0);
  return sum === 0 ? undefined : sum;
}

function addCounts(left: number, right: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, left + right);
}

/**
 * Reads totals as an earlier release may have stored them, in any shape. An invalid count becomes 0, and an invalid cost is left
 * out.
 */
export function toSoundUsage(stored: unknown): Usage {
  const read = Usage.safeParse(stored);
  if (read.success) return read.data;
  const fields: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {};
  const counts = TOKEN_COUNTS.map((name) => [name, Count.safeParse(fields[name]).data ?? 0]);
  const cost = Usage.shape.cost_usd.safeParse(fields['cost_usd']).data;
  const searches = Count.safeParse(fields['web_searches']).data;
  return {
    ...ZERO_USAGE,
    ...Object.fromEntries(counts),
    ...omitUndefined({ cost_usd: cost, web_searches: searches }),
  };
}

export const UsageGrouping = z.enum(['agent', 'session', 'model', 'day', 'subject']);
export type UsageGrouping = z.infer<typeof UsageGrouping>;

/** The usage of the recorded generations of one agent, session, model, day or subject, or of all if none of these is given. */
export const UsageGroup = z.object({
  agent_id: AgentId.optional(),
  session_id: SessionId.optional(),
  provider: z.string().optional(),
  model: z.string().optional(),
  /** The day in UTC. */
  day: z.iso.date().optional(),
  subject: z.string().optional(),
  generations: Count,
  usage: Usage,
});
export type UsageGroup = z.infer<typeof UsageGroup>;
