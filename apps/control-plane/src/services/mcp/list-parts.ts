import { createHash } from 'node:crypto';
import type { McpServer, ToolDefinition } from '@everruns/schemas';
import type { ToolList } from './list-memory.ts';
import type { ListedServer } from './mcp-directory.ts';
import { toMcpTools } from './to-mcp-tool.ts';

/** The part of a turn's list that one server has. */
export interface ListPart {
  hash: string;
  list: ToolList;
}

/** The tools of all servers of one turn. */
const MAX_TOOLS = 500;
const SIGN_IN_MS = 30_000;
const PARTS = new WeakMap<ListedServer, ListPart>();

/** Makes the part once for each answer of the server. A change of the server's row brings another answer. */
export function toListPart(server: McpServer, listed: ListedServer): ListPart {
  const made = PARTS.get(listed);
  if (made !== undefined) return made;
  const { instructions } = listed;
  const list = {
    tools: toListedTools(server, listed),
    instructions: instructions === '' ? [] : [{ name: server.name, instructions }],
  };
  const part = { hash: hashOf(list), list };
  PARTS.set(listed, part);
  return part;
}

/** What a turn has in place of the tools of a server at which its subject has not signed in. */
export function toSignInPart(server: McpServer): ListPart {
  const { id: server_id, name, url } = server;
  const definition: ToolDefinition = {
    name: `${name}__sign_in`,
    description:
      `Ask the person to sign in to ${name}. Its tools cannot be used before that. The conversation waits until they have signed in; ` +
      `the tools of ${name} are there from their next message on.`,
    parameters: { type: 'object', properties: {} },
    effect: 'read',
    policy: 'auto',
    timeout_ms: SIGN_IN_MS,
    capability_id: 'mcp',
  };
  const target = { server_id, server: name, url, tool: '', is_sign_in: true as const };
  const list = { tools: [{ definition, target }], instructions: [] };
  return { hash: hashOf(list), list };
}

const hashOf = (list: ToolList): string => createHash('sha256').update(JSON.stringify(list)).digest('hex');

export function joinParts(parts: readonly ListPart[]): ToolList {
  return {
    tools: parts.flatMap(({ list }) => list.tools).slice(0, MAX_TOOLS),
    instructions: parts.flatMap(({ list }) => list.instructions),
  };
}

function toListedTools(server: McpServer, listed: ListedServer): ToolList['tools'] {
  const headerSchemas = new Map(listed.tools.map((tool) => [tool.remote_name, tool.header_schema]));
  return toMcpTools(server, listed.tools).map(({ remote_name, output_schema, ...definition }) => {
    const header_schema = headerSchemas.get(remote_name);
    return {
      definition: { ...definition, capability_id: 'mcp' },
      target: {
        server_id: server.id,
        server: server.name,
        url: server.url,
        tool: remote_name,
        ...(header_schema === undefined ? {} : { header_schema }),
        ...(output_schema === undefined ? {} : { output_schema }),
      },
    };
  });
}
