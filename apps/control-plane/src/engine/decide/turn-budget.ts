import type { AgentLimits, ErrorCode, Usage } from '@everruns/schemas';

export interface BrokenLimit {
  code: Extract<ErrorCode, 'turn_cost_limit' | 'turn_token_limit'>;
  /** For the person who asked. */
  message: string;
}

const ADVICE = 'Send a message to go on, or raise the limit of the agent.';

/** Returns the limit of the agent that the usage of a turn has reached, or null. */
export function findBrokenLimit(limits: AgentLimits, usage: Usage): BrokenLimit | null {
  const { max_turn_cost_usd: dollars, max_turn_tokens: most } = limits;
  const cost = usage.cost_usd ?? 0;
  if (dollars !== undefined && cost >= dollars) {
    const message = `The turn reached its limit of $${dollars}: it has cost $${cost}. ${ADVICE}`;
    return { code: 'turn_cost_limit', message };
  }
  const tokens = usage.input_tokens + usage.output_tokens;
  if (most === undefined || tokens < most) return null;
  const message = `The turn reached its limit of ${most} tokens: it has used ${tokens}. ${ADVICE}`;
  return { code: 'turn_token_limit', message };
}
