import type { AgentId } from '@everruns/schemas';

/** What comes of a call that would start a sub-agent, before anything is written. */
export type SubagentPlan =
  | { kind: 'spawn'; agent: string; agent_id: AgentId; label?: string }
  /** The call is answered with this error, which the model reads. */
  | { kind: 'refused'; error: string };
