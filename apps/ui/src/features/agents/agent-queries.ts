'use client';
import type { Agent, CreateAgentRequest, UpdateAgentRequest } from '@everruns/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { usePagedList } from '@/data/use-paged-list.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { toControlsPatch } from './controls-draft.ts';
import { toEntriesPatch } from './tool-entries.ts';

export interface AgentFilter {
  search: string;
  status: 'active' | 'archived';
}

export function useAgents({ search, status }: AgentFilter) {
  return usePagedList<Agent>({
    queryKey: ['agents', 'list', search, status],
    fetchPage: (cursor, signal) =>
      everruns.agents
        .list({ status, limit: 50, ...(search !== '' && { search }), ...(cursor && { cursor }) }, { signal })
        .page(),
  });
}

export function useAgent(id: string) {
  return useQuery({ queryKey: ['agents', id], queryFn: ({ signal }) => everruns.agents.get(id, { signal }) });
}

/** Creates the agent, or changes the agent with this id. */
export function useSaveAgent(id: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateAgentRequest) =>
      id === null
        ? everruns.agents.create(body)
        : everruns.agents.update(id, toPatch(body, client.getQueryData<Agent>(['agents', id]))),
    onSuccess: async (agent) => {
      client.setQueryData(['agents', agent.id], agent);
      await client.invalidateQueries({ queryKey: ['agents', 'list'] });
    },
  });
}

/** Removes the fields that the form left empty. */
function toPatch(body: CreateAgentRequest, before: Agent | undefined): UpdateAgentRequest {
  return {
    ...body,
    tool_settings: toEntriesPatch(before?.tool_settings, body.tool_settings),
    tools_policy: toEntriesPatch(before?.tools_policy, body.tools_policy),
    controls: toControlsPatch(before ?? {}, body.controls),
    description: body.description ?? null,
    default_model_id: body.default_model_id ?? null,
    fallback_model_id: body.fallback_model_id ?? null,
    limits: {
      max_iterations: body.limits?.max_iterations ?? null,
      turn_timeout_ms: body.limits?.turn_timeout_ms ?? null,
      max_turn_cost_usd: body.limits?.max_turn_cost_usd ?? null,
      max_turn_tokens: body.limits?.max_turn_tokens ?? null,
    },
  };
}

/** Archives agents or makes them active again. */
export function useSetArchived() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, isArchived }: { id: string; isArchived: boolean }): Promise<void> => {
      if (isArchived) await everruns.agents.archive(id);
      else await everruns.agents.unarchive(id);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['agents'] }),
    onError: (error) => toast.error(toSentence(error)),
  });
}

export function useCapabilities() {
  return useQuery({
    queryKey: ['capabilities'],
    queryFn: async ({ signal }) => (await everruns.capabilities.list({ signal }).page()).data,
    staleTime: 60_000,
  });
}
