import type { Agent } from '@everruns/schemas';
import { assertIfMatch } from '../../kernel/if-match.ts';

/** Changes with every change of the agent. */
export function agentTag(agent: Agent): string {
  return `"${agent.version}.${agent.status}"`;
}

/** Throws `precondition_failed` when `If-Match` names none of the agent's tags. */
export function assertMatches(agent: Agent, ifMatch: string | null): void {
  assertIfMatch('agent', agentTag(agent), ifMatch);
}
