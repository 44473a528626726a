import { setTimeout as sleep } from 'node:timers/promises';
import type { LlmModel, McpServer, Page } from '@everruns/schemas';
import { ApiClient } from '../../dev/api-client.ts';
import { serverOf, type Program } from '../program/program.ts';
import type { Arena } from './arena.ts';

export interface World {
  /** In the order of the program's sessions. */
  sessionIds: string[];
  /** The server of tools that wants a login. */
  serverId: string;
}

/** A model of the same simulator as the default model. */
const FALLBACK = 'gpt-5-mini';
const ASK = { name: 'ask', description: 'Asks the person.', parameters: { type: 'object', properties: {} } };
/** Calls that wait for their client, for an approval, for an answer and for sub-agents, which are copies of the agent. */
const ASKING = {
  capabilities: ['test_effects', 'math', 'current_time', 'ask_user', 'subagents'],
  tools: [ASK],
  tools_policy: { buy: 'requires_approval' },
};

/** Creates what a program needs. Processes that the previous seed killed may still be restarting. */
export async function createWorld(arena: Arena, program: Program): Promise<World> {
  const api = new ApiClient(arena.urls);
  const models = await insist(() => api.json<Page<LlmModel>>('GET', '/v1/llm-models'));
  const fallback_model_id = models.data.find(({ model_id }) => model_id === FALLBACK)?.id;
  const server = await insist(() => findOrCreateServer(api, serverOf(program.seed), arena.outside.twin.url));
  const mcp = { ref: 'mcp', config: { servers: [server.name] } };
  const agent = await insist(() => api.createAgent({ ...ASKING, fallback_model_id }));
  const connecting = await insist(() =>
    api.createAgent({ ...ASKING, capabilities: [...ASKING.capabilities, mcp], fallback_model_id }),
  );
  const create = (agentId: string) =>
    insist(() => api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agentId } }));
  const sessions = program.sessions.map(({ connects }) => create(connects ? connecting.id : agent.id));
  return { sessionIds: (await Promise.all(sessions)).map(({ id }) => id), serverId: server.id };
}

/** An organization may have only so many servers. */
export async function removeServer(arena: Arena, serverId: string): Promise<void> {
  await insist(() => new ApiClient(arena.urls).fetch('DELETE', `/v1/mcp-servers/${serverId}`));
}

/** The server may be there already: the answer to an earlier try was lost. */
async function findOrCreateServer(api: ApiClient, name: string, url: string): Promise<McpServer> {
  const { data } = await api.json<Page<McpServer>>('GET', '/v1/mcp-servers?limit=100');
  const found = data.find((server) => server.name === name);
  return found ?? api.json<McpServer>('POST', '/v1/mcp-servers', { body: { name, url, auth: 'oauth' } });
}

async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 20; left > 0; left -= 1) {
    try {
      return await work();
    } catch {
      await sleep(250);
    }
  }
  return work();
}
