import { addUsage, childTurnId, type AgentLimits, type Usage } from '@everruns/schemas';
import type { Database } from '../../../db/database.ts';
import type { SessionState, TurnState } from '../../state/rows.ts';
import type { EngineDeps } from '../../transact/engine-deps.ts';

/** The limits of a turn: those of its agent, and for a sub-agent's first turn no more than was left of its parent's. */
export async function limitsOf(
  deps: EngineDeps,
  db: Database,
  { turn, session }: { turn: TurnState; session: SessionState },
): Promise<AgentLimits> {
  const limits = await deps.agents.resolveLimits(db, turn, session);
  if (session.budget === null || turn.id !== childTurnId(session.id)) return limits;
  const { max_turn_cost_usd: cost, max_turn_tokens: tokens } = session.budget;
  return {
    ...limits,
    ...(cost === undefined ? {} : { max_turn_cost_usd: Math.min(cost, limits.max_turn_cost_usd ?? cost) }),
    ...(tokens === undefined ? {} : { max_turn_tokens: Math.min(tokens, limits.max_turn_tokens ?? tokens) }),
  };
}

/** What counts against the limits of a turn: its own usage and that of the sub-agents that it waited for. */
export function usageOf({ usage, children_usage }: TurnState): Usage {
  return children_usage === null ? usage : addUsage(usage, children_usage);
}
