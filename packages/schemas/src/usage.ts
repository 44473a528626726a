import { z } from 'zod';
import { AgentId, SessionId } from './ids.ts';

const Count = z.int().nonnegative();

/** Tokens as the provider reported them. `input_tokens` includes the cached ones, `output_tokens` includes reasoning. */
export const Usage = z.object({
  input_tokens: Count,
  output_tokens: Count,
  cache_read_tokens: Count,
  cache_creation_tokens: Count,
  reasoning_tokens: Count,
  /** US dollars; absent where the model's price is not known. */
  cost_usd: z.number().nonnegative().optional(),
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

/** To the nearest ten-billionth of a dollar. */
export function roundCost(dollars: number): number {
  return Math.round(dollars * COST_PARTS) / COST_PARTS;
}

/** The sum of two usages. A cost known on one side only is kept. */
export function addUsage(left: Usage, right: Usage): Usage {
  const cost = left.cost_usd === undefined ? right.cost_usd : roundCost(left.cost_usd + (right.cost_usd ?? 0));
  return {
    input_tokens: left.input_tokens + right.input_tokens,
    output_tokens: left.output_tokens + right.output_tokens,
    cache_read_tokens: left.cache_read_tokens + right.cache_read_tokens,
    cache_creation_tokens: left.cache_creation_tokens + right.cache_creation_tokens,
    reasoning_tokens: left.reasoning_tokens + right.reasoning_tokens,
    ...(cost === undefined ? {} : { cost_usd: cost }),
  };
}

export const UsageGrouping = z.enum(['agent', 'session', 'model', 'day']);
export type UsageGrouping = z.infer<typeof UsageGrouping>;

/** What the recorded generations of one agent, session, model or day have used; without any of these, of all. */
export const UsageGroup = z.object({
  agent_id: AgentId.optional(),
  session_id: SessionId.optional(),
  provider: z.string().optional(),
  model: z.string().optional(),
  /** In UTC. */
  day: z.iso.date().optional(),
  generations: Count,
  usage: Usage,
});
export type UsageGroup = z.infer<typeof UsageGroup>;
