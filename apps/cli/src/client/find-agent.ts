import type { Agent, Everruns } from '@everruns/sdk';
import { CliError } from '../cli-error.ts';
import { isNotFound } from './connect.ts';
import { onlyOne } from './only-one.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Finds an agent by its id or name. Throws an error for a person if there is no such agent, or if several have that name. */
export async function findAgent(api: Everruns, given: string): Promise<Agent> {
  if (UUID.test(given)) return api.agents.get(given);
  return onlyOne(await listNamed(api, given), 'agent', given);
}

/** Returns the active agents with exactly this name. */
export async function listNamed(api: Everruns, name: string): Promise<Agent[]> {
  const named: Agent[] = [];
  for await (const agent of api.agents.list({ search: name, limit: 100 })) if (agent.name === name) named.push(agent);
  return named;
}

/** Returns the newest agent, which is the default when a person names none. */
export async function findNewestAgent(api: Everruns): Promise<Agent> {
  const [newest] = (await api.agents.list({ limit: 1 }).page()).data;
  if (newest === undefined) {
    throw new CliError('There is no agent yet: make one with `everruns agents create`.', 'not_found');
  }
  return newest;
}

/** Returns the agent of a session, or null if it was deleted. */
export async function findAgentOf(api: Everruns, agentId: string): Promise<Agent | null> {
  try {
    return await api.agents.get(agentId);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
