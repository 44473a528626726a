import type { Config } from '@everruns/control-plane';
import { Agent, LoginResponse, type CreateAgentRequest } from '@everruns/schemas';
import { z } from 'zod';

/** The agent that the first start creates in an empty database. It uses every capability of this release. */
const SAMPLE_AGENT: z.input<typeof CreateAgentRequest> = {
  name: 'Sample agent',
  description: 'Tells the time, calculates, keeps notes in files and plans with a to-do list.',
  system_prompt:
    'You are a helpful assistant. Use your tools where they give a better answer than memory does, and answer briefly.',
  capabilities: ['current_time', 'math', 'session_file_system', 'stateless_todo_list'],
  tags: ['sample'],
};

const AgentPage = z.object({ data: z.array(Agent) });

/** The operator's account. Null in AUTH_MODE=none. */
type Account = Config['auth']['admin'];

/**
 * Returns the agent to talk to: the oldest with tools, so that a new one does not take its place. Creates the sample agent if there
 * is none. Returns null for an account without a password, because this process cannot sign in as that account to look.
 */
export async function findOrSeedAgent(httpUrl: string, account: Account): Promise<Agent | null> {
  if (account !== null && account.password === null) return null;
  const authorization = account === null ? {} : await signIn(httpUrl, account);
  const page = AgentPage.parse(await call(`${httpUrl}/v1/agents?limit=100`, { headers: authorization }));
  const known = page.data.findLast(({ capabilities }) => capabilities.length > 0) ?? page.data.at(-1);
  if (known !== undefined) return known;
  // With this key, two processes that start on an empty database at the same time create only one agent.
  const headers = { ...authorization, 'idempotency-key': 'seed-sample-agent' };
  return Agent.parse(await post(`${httpUrl}/v1/agents`, SAMPLE_AGENT, headers));
}

async function signIn(httpUrl: string, account: NonNullable<Account>): Promise<{ authorization: string }> {
  const answer = LoginResponse.parse(await post(`${httpUrl}/v1/auth/login`, { ...account, grant: 'tokens' }));
  return { authorization: `Bearer ${answer.tokens?.access_token ?? ''}` };
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  const json = { ...headers, 'content-type': 'application/json' };
  return call(url, { method: 'POST', headers: json, body: JSON.stringify(body) });
}

async function call(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
