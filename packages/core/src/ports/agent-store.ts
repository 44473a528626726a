import type { RuntimeAgent, TurnId } from '@everruns/schemas';

/** Agents with their capabilities resolved. */
export interface AgentStore {
  /** Returns the agent of a running turn, at the turn's version. Throws `not_found`. */
  getRuntimeAgent(turnId: TurnId): Promise<RuntimeAgent>;
}
