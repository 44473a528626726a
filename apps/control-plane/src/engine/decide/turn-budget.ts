import type { AgentLimits, ErrorCode, Usage } from '@everruns/schemas';
import type { Budget } from '../state/rows.ts';

export interface BrokenLimit {
  code: Extract<ErrorCode, 'turn_cost_limit' | 'turn_token_limit'>;
  /** For the person who asked. */
  message: string;
}

/** What the sub-agents of a turn may use, as they are started one after another. */
export interface BudgetInUse {
  /** By the turn itself, and by sub-agents that have ended. */
  used: Usage;
  /** The budgets of those that run. */
  given: { costUsd: number; tokens: number };
  /** How many calls of the turn still have to be started, this one included. */
  unstarted: number;
}

/** Dollars are divided down to this part. */
const PARTS_OF_A_DOLLAR = 1e6;

/**
 * Returns an equal part of what is left of a turn's limits, so that its sub-agents together can never have more than that. A part that is not
 * above zero is none. Null: the turn has no limits.
 */
export function shareBudget(limits: AgentLimits, { used, given, unstarted }: BudgetInUse): Budget | null {
  const { max_turn_cost_usd: dollars, max_turn_tokens: most } = limits;
  if (dollars === undefined && most === undefined) return null;
  const parts = Math.max(1, unstarted);
  const share: Budget = {};
  if (dollars !== undefined) {
    const left = dollars - (used.cost_usd ?? 0) - given.costUsd;
    share.max_turn_cost_usd = Math.floor((left / parts) * PARTS_OF_A_DOLLAR) / PARTS_OF_A_DOLLAR;
  }
  if (most !== undefined) {
    const left = most - used.input_tokens - used.output_tokens - given.tokens;
    share.max_turn_tokens = Math.floor(left / parts);
  }
  return share;
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
