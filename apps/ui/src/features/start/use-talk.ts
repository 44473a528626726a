'use client';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { toSentence } from '@/design/error-notice.tsx';

/** Opens a new session with the oldest agent that uses the default model, or the page of a new agent if there is none. */
export function useTalk() {
  const router = useRouter();
  return useMutation({
    mutationFn: async (): Promise<string> => {
      const { data } = await everruns.agents.list({ limit: 100 }).page();
      const agent = data.findLast(({ default_model_id }) => default_model_id === undefined);
      if (agent === undefined) return '/agents/new?template=assistant';
      return `/sessions/${(await everruns.sessions.create({ agent_id: agent.id })).id}`;
    },
    onSuccess: (address) => router.push(address),
    onError: (error) => toast.error(toSentence(error)),
  });
}
