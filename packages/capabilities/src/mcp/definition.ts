import { defineCapability } from '@everruns/core/catalog';
import { McpServerName } from '@everruns/schemas';
import { z } from 'zod';
import { createFence, FENCE_PROMPT } from '../web/fence.ts';

export const McpConfig = z.strictObject({
  servers: z
    .array(McpServerName)
    .min(1)
    .max(16)
    .describe('The names of the MCP servers of the organization whose tools the agent gets'),
});

/** Its tools are those that the servers list, see `tool_lists`: nobody knows them when the agent is written. */
export const mcp = defineCapability({
  id: 'mcp',
  name: 'MCP servers',
  description: 'Brings the tools of MCP servers that the organization has registered, as server__tool.',
  status: 'available',
  configSchema: McpConfig,
  prompt: () => FENCE_PROMPT,
  tools: [],
});

/** Returns what the servers say of their tools, as data. `key` is something that no server knows. */
export function describeServers(servers: readonly { name: string; instructions: string }[], key: string): string {
  const fence = createFence(key);
  const said = servers.flatMap(({ name, instructions }) =>
    instructions === ''
      ? []
      : [`The MCP server "${name}" says of its tools, which are named ${name}__…:\n${fence.block(instructions)}`],
  );
  return [FENCE_PROMPT, ...said].join('\n\n');
}
