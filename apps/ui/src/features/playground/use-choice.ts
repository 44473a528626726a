'use client';
import type { Agent, Capability, McpServer, McpTool } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { parseAsString, useQueryStates } from 'nuqs';
import { everruns } from '@/data/everruns.ts';
import { useMcpServers } from '@/data/use-mcp-servers.ts';

const MOST_AGENTS = 100;
/** The capability whose tools are those of servers. */
const MCP = 'mcp';

export type Tool = Pick<Capability['tool_definitions'][number], 'name' | 'description' | 'parameters' | 'effect'>;

/** What is chosen on the page, which its address holds, and what there is to choose from. */
export interface Choice {
  capabilities: readonly Capability[];
  agents: readonly Agent[];
  servers: readonly McpServer[];
  /** Undefined while they are read. */
  tools: readonly Tool[] | undefined;
  capability: Capability | undefined;
  agent: Agent | undefined;
  server: McpServer | undefined;
  tool: Tool | undefined;
  /** Why something cannot be chosen. */
  error: unknown;
  choose: (part: Partial<Record<'capability' | 'tool' | 'agent' | 'server', string | null>>) => void;
}

const ADDRESS = {
  capability: parseAsString.withDefault('math'),
  tool: parseAsString.withDefault(''),
  agent: parseAsString.withDefault(''),
  server: parseAsString.withDefault(''),
};

export function useChoice(): Choice {
  const [chosen, choose] = useQueryStates(ADDRESS, { history: 'replace' });
  const capabilities = useQuery({
    queryKey: ['capabilities'],
    queryFn: async ({ signal }) => (await everruns.capabilities.list({ signal }).page()).data,
  });
  const agents = useQuery({
    queryKey: ['agents', 'playground'],
    queryFn: async ({ signal }) => (await everruns.agents.list({ limit: MOST_AGENTS }, { signal }).page()).data,
  });
  const servers = useMcpServers({ enabled: chosen.capability === MCP });
  const capability = capabilities.data?.find(({ id }) => id === chosen.capability);
  const server = servers.data?.find(({ name }) => name === chosen.server) ?? servers.data?.[0];
  const ofServer = useToolsOf(server);
  const own = capability?.tool_definitions.filter((tool) => tool.opens === undefined);
  const tools = capability?.id === MCP ? ofServer.data : own;
  return {
    capabilities: capabilities.data?.filter(({ status }) => status === 'available') ?? [],
    agents: agents.data?.filter((agent) => hasCapability(agent, chosen.capability)) ?? [],
    servers: servers.data ?? [],
    tools,
    capability,
    agent: agents.data?.find(({ id }) => id === chosen.agent),
    server: capability?.id === MCP ? server : undefined,
    tool: tools?.find(({ name }) => name === chosen.tool) ?? tools?.[0],
    error: capabilities.error ?? servers.error ?? ofServer.error,
    choose: (part) => void choose(part),
  };
}

function useToolsOf(server: McpServer | undefined) {
  return useQuery<readonly McpTool[]>({
    queryKey: ['mcp-servers', server?.id, 'tools'],
    queryFn: async ({ signal }) => (await everruns.mcpServers.tools(server?.id ?? '', { signal }).page()).data,
    enabled: server !== undefined,
  });
}

function hasCapability({ capabilities }: Agent, id: string): boolean {
  return capabilities.some((one) => (typeof one === 'string' ? one : one.ref) === id);
}
