'use client';
import type { PageList } from '@everruns/sdk';
import { useQuery } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';

/** What a server offers of one kind, asked for anew when it is looked at. */
function useOffers<Item>(serverId: string, kind: string, list: (signal: AbortSignal) => PageList<Item>) {
  return useQuery({
    queryKey: ['mcp-servers', serverId, kind],
    queryFn: async ({ signal }) => (await list(signal).page()).data,
    retry: false,
  });
}

export function useTools(serverId: string) {
  return useOffers(serverId, 'tools', (signal) => everruns.mcpServers.tools(serverId, { signal }));
}

export function useResources(serverId: string) {
  return useOffers(serverId, 'resources', (signal) => everruns.mcpServers.resources(serverId, { signal }));
}

export function useTemplates(serverId: string) {
  return useOffers(serverId, 'templates', (signal) => everruns.mcpServers.resourceTemplates(serverId, { signal }));
}

export function usePrompts(serverId: string) {
  return useOffers(serverId, 'prompts', (signal) => everruns.mcpServers.prompts(serverId, { signal }));
}
