'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Cpu } from 'lucide-react';
import { toast } from '@/design/toast.ts';
import { everruns } from '@/data/everruns.ts';
import { useModels } from '@/data/use-models.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { Select } from '@/design/field.tsx';

/** Chooses the model of the session’s next turns. Empty for a session that follows its agent. */
export function ModelPicker({ sessionId }: { sessionId: string }) {
  const client = useQueryClient();
  const session = useQuery({
    queryKey: ['sessions', sessionId],
    queryFn: ({ signal }) => everruns.sessions.get(sessionId, { signal }),
  });
  const usable = useModels().filter(({ status }) => status === 'active');
  const choose = useMutation({
    mutationFn: (id: string) => everruns.sessions.update(sessionId, { model_id: id === '' ? null : id }),
    onSuccess: (next) => client.setQueryData(['sessions', sessionId], next),
    onError: (error) => toast.error(toSentence(error)),
  });
  return (
    <label className="flex h-8 min-w-0 items-center gap-1.5 rounded-md px-1.5 text-xs text-muted hover:bg-hover">
      <Cpu aria-hidden className="size-4 shrink-0" />
      <Select
        look="bare"
        aria-label="Model"
        value={choose.isPending ? choose.variables : (session.data?.model_id ?? '')}
        onChange={(event) => choose.mutate(event.target.value)}
      >
        <option value="">The agent’s model</option>
        {usable.map(({ id, display_name }) => (
          <option key={id} value={id}>
            {display_name}
          </option>
        ))}
      </Select>
    </label>
  );
}
