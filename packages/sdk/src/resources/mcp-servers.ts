import type { operations } from '../gen/openapi.ts';
import type { CallOptions, Client } from '../http/client.ts';
import { createPageList, type PageList } from '../http/page-list.ts';
import type {
  CreateMcpServerRequest,
  GetMcpPromptRequest,
  McpLogin,
  McpPrompt,
  McpPromptMessages,
  McpResource,
  McpResourceContents,
  McpResourceTemplate,
  McpServer,
  McpServerCheck,
  McpTool,
  StartMcpLoginRequest,
  UpdateMcpServerRequest,
} from '../nouns.ts';

export type ListMcpServersQuery = NonNullable<operations['list_mcp_servers']['parameters']['query']>;

export type McpServers = ReturnType<typeof createMcpServers>;

export function createMcpServers(client: Client) {
  const all = '/v1/mcp-servers';
  const one = `${all}/{server_id}` as const;
  return {
    /** Registers a server. No call returns the values of its headers. */
    create: (body: CreateMcpServerRequest, options: CallOptions = {}): Promise<McpServer> =>
      client.call('post', all, { body, ...options }),
    get: (server_id: string, options: CallOptions = {}): Promise<McpServer> =>
      client.call('get', one, { path: { server_id }, ...options }),
    list: (query: ListMcpServersQuery = {}, options: CallOptions = {}): PageList<McpServer> =>
      createPageList((cursor) =>
        client.call('get', all, { query: { ...query, ...(cursor && { cursor }) }, ...options }),
      ),
    /** Applies a JSON merge patch (RFC 7396). A new origin without new headers deletes the stored headers. */
    update: (server_id: string, body: UpdateMcpServerRequest, options: CallOptions = {}): Promise<McpServer> =>
      client.call('patch', one, { path: { server_id }, body, ...options }),
    delete: (server_id: string, options: CallOptions = {}): Promise<void> =>
      client.call('delete', one, { path: { server_id }, ...options }),
    /** Connects to the server and asks for its tools. */
    check: (server_id: string, options: CallOptions = {}): Promise<McpServerCheck> =>
      client.call('post', `${one}/check`, { path: { server_id }, ...options }),
    /** Lists the tools that agents get, at most five minutes old. */
    tools: (server_id: string, options: CallOptions = {}): PageList<McpTool> =>
      createPageList(() => client.call('get', `${one}/tools`, { path: { server_id }, ...options })),
    /**
     * Begins a login of a subject at a server with `auth: oauth`. Open `authorize_url` in that person's browser; the authorization server sends it
     * back to `redirect_uri`, and `everruns.mcpConnections.finish` with what it brings finishes the login.
     */
    login: (server_id: string, body: StartMcpLoginRequest = {}, options: CallOptions = {}): Promise<McpLogin> =>
      client.call('post', `${one}/login`, { path: { server_id }, body, ...options }),
    resources: (server_id: string, options: CallOptions = {}): PageList<McpResource> =>
      createPageList(() => client.call('get', `${one}/resources`, { path: { server_id }, ...options })),
    /** Addresses with places that a person fills in, of resources that are in no list. */
    resourceTemplates: (server_id: string, options: CallOptions = {}): PageList<McpResourceTemplate> =>
      createPageList(() => client.call('get', `${one}/resource-templates`, { path: { server_id }, ...options })),
    /** Reads a resource as it is now. A message attaches one with the part `{type: 'mcp_resource', server_id, uri}`. */
    readResource: (server_id: string, uri: string, options: CallOptions = {}): Promise<McpResourceContents> =>
      client.call('post', `${one}/resources/read`, { path: { server_id }, body: { uri }, ...options }),
    prompts: (server_id: string, options: CallOptions = {}): PageList<McpPrompt> =>
      createPageList(() => client.call('get', `${one}/prompts`, { path: { server_id }, ...options })),
    /** Has the server fill in a prompt: the messages are for a person to look at and to send. */
    getPrompt: (server_id: string, body: GetMcpPromptRequest, options: CallOptions = {}): Promise<McpPromptMessages> =>
      client.call('post', `${one}/prompts/get`, { path: { server_id }, body, ...options }),
  };
}
