/** An agent that another one may call. Without an id it calls a copy of itself. */
export interface CallableAgent {
  agent_id?: string;
  /** What the agent is for, as the model reads it. */
  description?: string;
}

export interface SubagentsCapability {
  ref: 'subagents';
  config: { agents: (CallableAgent & { name: string })[] };
}

/**
 * The capability with which an agent gives tasks to others, by the names with which its model calls them:
 * `capabilities: [callAgents({ writer: { agent_id: writer.id, description: 'Writes' } })]`.
 */
export function callAgents(agents: Readonly<Record<string, CallableAgent>>): SubagentsCapability {
  return { ref: 'subagents', config: { agents: Object.entries(agents).map(([name, agent]) => ({ name, ...agent })) } };
}
