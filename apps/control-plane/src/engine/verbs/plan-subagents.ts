import type { ToolCall, ToolDefinition } from '@everruns/schemas';
import type { Database } from '../../db/database.ts';
import type { SessionState, TurnState } from '../state/rows.ts';
import type { SubagentPlan } from '../state/subagent-plan.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

export interface CallsToPlan {
  session: SessionState;
  turn: TurnState;
  calls: readonly Pick<ToolCall, 'name' | 'arguments' | 'arguments_error'>[];
  /** The tools of the turn. */
  tools: readonly ToolDefinition[];
}

const NONE: ReadonlyMap<number, SubagentPlan> = new Map();

/** Decides for the calls that would start a sub-agent which one that is, by the place of the call. */
export async function planSubagents(
  deps: EngineDeps,
  db: Database,
  { session, turn, calls, tools }: CallsToPlan,
): Promise<ReadonlyMap<number, SubagentPlan>> {
  const opening = new Set(tools.flatMap(({ name, opens }) => (opens === 'subagent' ? [name] : [])));
  if (opening.size === 0) return NONE;
  const plans = new Map<number, SubagentPlan>();
  for (const [ordinal, call] of calls.entries()) {
    if (!opening.has(call.name) || call.arguments_error !== undefined) continue;
    plans.set(ordinal, await deps.agents.planSubagent(db, { turn, session }, call.arguments));
  }
  return plans;
}
