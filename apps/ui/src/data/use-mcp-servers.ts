'use client';
import type { McpServer } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { everruns } from './everruns.ts';

/** All MCP servers that agents can use, with those of the operator. */
export function useMcpServers({ enabled = true } = {}) {
  return useQuery({
    queryKey: ['mcp-servers'],
    queryFn: async ({ signal }) => {
      const found: McpServer[] = [];
      for await (const server of everruns.mcpServers.list({ limit: 100 }, { signal })) found.push(server);
      return found;
    },
    enabled,
  });
}
