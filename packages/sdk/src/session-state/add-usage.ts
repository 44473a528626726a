import { omitUndefined } from '@everruns/kernel';
import type { Usage } from '../nouns.ts';

/** Costs are whole numbers of ten-billionths of a dollar, as on the server, so that their sums are exact in any order. */
const COST_PARTS = 1e10;

/** Returns the sum. A cost that is known on one side only is kept. */
export function addUsage(left: Usage, right: Usage): Usage {
  const cost = left.cost_usd === undefined ? right.cost_usd : roundCost(left.cost_usd + (right.cost_usd ?? 0));
  const searches = (left.web_searches ?? 0) + (right.web_searches ?? 0);
  return {
    input_tokens: left.input_tokens + right.input_tokens,
    output_tokens: left.output_tokens + right.output_tokens,
    cache_read_tokens: left.cache_read_tokens + right.cache_read_tokens,
    cache_creation_tokens: left.cache_creation_tokens + right.cache_creation_tokens,
    reasoning_tokens: left.reasoning_tokens + right.reasoning_tokens,
    ...omitUndefined({ cost_usd: cost, web_searches: searches === 0 ? undefined : searches }),
  };
}

function roundCost(dollars: number): number {
  return Math.round(dollars * COST_PARTS) / COST_PARTS;
}
