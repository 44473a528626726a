import { EverrunsError, type Agent } from '@everruns/schemas';

/** Changes with every change of the agent. */
export function agentTag(agent: Agent): string {
  return `"${agent.version}.${agent.status}"`;
}

/** RFC 9110 `If-Match`: `*` or a list of strong tags. Throws `precondition_failed` when none is the agent's. */
export function assertMatches(agent: Agent, ifMatch: string | null): void {
  if (ifMatch === null || ifMatch.trim() === '*') return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (tags.includes(agentTag(agent))) return;
  throw new EverrunsError(
    'precondition_failed',
    'The agent has changed since you read it. Read it again, then write.',
    {
      errors: [{ path: 'If-Match', code: 'stale', message: `is not the current tag ${agentTag(agent)}` }],
    },
  );
}
