import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type {
  Agent,
  AgentVersion,
  AgentVersionDiff,
  CreateAgentRequest,
  UpdateAgentRequest,
  WrittenAgent,
} from '../nouns.ts';

export type ListAgentsQuery = NonNullable<operations['list_agents']['parameters']['query']>;

export type ListVersionsQuery = NonNullable<operations['list_agent_versions']['parameters']['query']>;

export interface ImportOptions extends CallOptions {
  mediaType?: keyof operations['import_agent']['requestBody']['content'];
}

export type Agents = ReturnType<typeof createAgents>;

export function createAgents(client: Client) {
  const one = '/v1/agents/{agent_id}';
  return {
    create: (body: CreateAgentRequest, options: CallOptions = {}): Promise<Agent> =>
      client.call('post', '/v1/agents', { body, ...options }),
    get: (agent_id: string, options: CallOptions = {}): Promise<Agent> =>
      client.call('get', one, { path: { agent_id }, ...options }),
    /** Lists agents, newest first. Only active ones are listed unless the query asks for others. */
    list: (query: ListAgentsQuery = {}, options: CallOptions = {}): PageList<Agent> =>
      createPageList((cursor) =>
        client.call('get', '/v1/agents', { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Applies a JSON merge patch (RFC 7396): `null` removes an optional field. Creates the next version. */
    update: (agent_id: string, body: UpdateAgentRequest, options: CallOptions = {}): Promise<Agent> =>
      client.call('patch', one, { path: { agent_id }, body, ...options }),
    copy: (agent_id: string, options: CallOptions = {}): Promise<Agent> =>
      client.call('post', `${one}/copy`, { path: { agent_id }, ...options }),
    /** Creates an agent from a file: Markdown with front matter, YAML, JSON or a plain prompt. */
    import: (text: string, { mediaType = 'text/markdown', ...options }: ImportOptions = {}): Promise<WrittenAgent> =>
      client.raw(
        { method: 'post', path: '/v1/agents/import', body: { mediaType, text }, options },
        // The type is safe because the server implements the document.
        async (response) => (await response.json()) as Agent,
      ),
    /** Returns the agent as Markdown with front matter, which `import` takes. */
    export: (agent_id: string, options: CallOptions = {}): Promise<string> =>
      client.raw({ method: 'get', path: `${one}/export`, params: { agent_id }, options }, (response) =>
        response.text(),
      ),
    ...versionCalls(client),
    archive: (agent_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', one, { path: { agent_id }, ...options }),
    /** Makes an archived agent active again. It keeps its version. */
    unarchive: (agent_id: string, options: CallOptions = {}): Promise<Agent> =>
      client.call('post', `${one}/unarchive`, { path: { agent_id }, ...options }),
  };
}

function versionCalls(client: Client) {
  const one = '/v1/agents/{agent_id}';
  return {
    /** Lists the versions of an agent, newest first, each with the fields that it changed. */
    versions: (agent_id: string, query: ListVersionsQuery = {}, options: CallOptions = {}): PageList<AgentVersion> =>
      createPageList((cursor) =>
        client.call('get', `${one}/versions`, {
          path: { agent_id },
          query: { ...query, ...(cursor && { cursor }) },
          ...options,
        }),
      ),
    /** Returns the agent as it was at a version. */
    getVersion: (agent_id: string, version: number, options: CallOptions = {}): Promise<Agent> =>
      client.call('get', `${one}/versions/{version}`, { path: { agent_id, version }, ...options }),
    diffVersions: (
      agent_id: string,
      { from, to }: { from: number; to: number },
      options: CallOptions = {},
    ): Promise<AgentVersionDiff> =>
      client.call('get', `${one}/versions/{version}/diff/{to}`, { path: { agent_id, version: from, to }, ...options }),
    /** Makes a new version with the definition of an older one. */
    restoreVersion: (agent_id: string, version: number, options: CallOptions = {}): Promise<Agent> =>
      client.call('post', `${one}/versions/{version}/restore`, { path: { agent_id, version }, ...options }),
    /** Gives a label to a version, which takes it from another one. Sessions that follow it use the version from their next turn on. */
    putLabel: (
      agent_id: string,
      { label, version }: { label: string; version: number },
      options: CallOptions = {},
    ): Promise<Agent> =>
      client.call('put', `${one}/labels/{label}`, { path: { agent_id, label }, body: { version }, ...options }),
    /** Deletes a label. Sessions that follow it take no more messages until they get another one. */
    deleteLabel: (agent_id: string, label: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', `${one}/labels/{label}`, { path: { agent_id, label }, ...options }),
  };
}
