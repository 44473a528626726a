import { Agent, type CreateAgentRequest } from '@everruns/schemas';
import { z } from 'zod';

/** What the first start puts into an empty database. Uses every capability of this release. */
const SAMPLE_AGENT: z.input<typeof CreateAgentRequest> = {
  name: 'Sample agent',
  description: 'Tells the time, calculates, keeps notes in files and plans with a to-do list.',
  system_prompt:
    'You are a helpful assistant. Use your tools where they give a better answer than memory does, and answer briefly.',
  capabilities: ['current_time', 'math', 'session_file_system', 'stateless_todo_list'],
  tags: ['sample'],
};

const AgentPage = z.object({ data: z.array(Agent) });

/** Returns the newest agent, after creating the sample one in a database that has none. */
export async function findOrSeedAgent(httpUrl: string): Promise<Agent> {
  const page = AgentPage.parse(await call(`${httpUrl}/v1/agents?limit=1`));
  const [newest] = page.data;
  if (newest !== undefined) return newest;
  // The key makes one agent of two processes that start on an empty database at once.
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'seed-sample-agent' };
  const body = JSON.stringify(SAMPLE_AGENT);
  return Agent.parse(await call(`${httpUrl}/v1/agents`, { method: 'POST', headers, body }));
}

async function call(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
