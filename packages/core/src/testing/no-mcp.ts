import type { McpCalls } from '../ports/mcp-calls.ts';
import { ToolFailure } from '../tools/tool-failure.ts';

/** An organization without MCP servers. */
export const NO_MCP: McpCalls = {
  assertLogin: ({ server }) => Promise.reject(new ToolFailure(`There is no MCP server "${server}".`)),
  call: ({ server }) => Promise.reject(new ToolFailure(`There is no MCP server "${server}".`)),
};
