import type { OauthTwin } from '@everruns/mcp/testing';
import { expect } from 'vitest';
import type { ApiClient, LoggedEvent } from '../dev/api-client.ts';

const PATIENCE_MS = 30_000;

export interface WaitingCall {
  id: string;
  status: string;
  request: { tool: string; connection?: { server: string; connect_url: string }; question?: { question: string } };
}

/** An agent with the tools of these MCP servers. */
export const useServers = (...servers: string[]) => ({ capabilities: [{ ref: 'mcp', config: { servers } }] });

let count = 0;
/** A server at which nobody has signed in, and a session whose agent has its tools. */
export async function beginLoggedOut(api: ApiClient, twin: OauthTwin) {
  const name = `o${(count += 1)}`;
  const body = { name, url: twin.url, auth: 'oauth' };
  const server = await api.json<{ id: string }>('POST', '/v1/mcp-servers', { body });
  return { name, server, session: await api.createSession(useServers(name)) };
}

/** A turn whose only call asks for a login. */
export const signInText = (name: string) => `[[sim:tool ${name}__sign_in {}]][[sim:next]][[sim:text done]]`;

/** Begins a login at one replica, and finishes it at another. */
export async function signIn(
  twin: OauthTwin,
  { serverId, begin, finish = begin }: { serverId: string; begin: ApiClient; finish?: ApiClient },
): Promise<void> {
  const path = `/v1/mcp-servers/${serverId}/login`;
  const { authorize_url } = await begin.json<{ authorize_url: string }>('POST', path, { body: {} });
  await finish.json('POST', '/v1/mcp-connections', { body: await twin.signIn(authorize_url) });
}

export async function openWaits(api: ApiClient, sessionId: string, kind = 'connection'): Promise<WaitingCall[]> {
  const path = `/v1/approvals?session_id=${sessionId}&status=open&kind=${kind}`;
  return (await api.json<{ data: WaitingCall[] }>('GET', path)).data;
}

/** Waits until the session has no active turn, and returns its events. */
export async function rest(api: ApiClient, sessionId: string): Promise<LoggedEvent[]> {
  const statusOf = async () => (await api.json<{ status: string }>('GET', `/v1/sessions/${sessionId}`)).status;
  await expect.poll(statusOf, { timeout: PATIENCE_MS }).toBe('idle');
  return api.events(sessionId);
}

/** The results of calls, as JSON. */
export function resultsOf(events: readonly LoggedEvent[]): string[] {
  return events.filter(({ type }) => type === 'tool.completed').map(({ data }) => JSON.stringify(data));
}
