'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { everruns } from '@/data/everruns.ts';
import { DeleteDialog } from '@/design/confirm-delete.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { toast } from '@/design/toast.ts';

/** Asks before it deletes a session, and then shows the list of the others. */
export function DeleteSession({ id, onClose }: { id: string; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => everruns.sessions.delete(id),
    onSuccess: async () => {
      router.push('/sessions');
      await client.invalidateQueries({ queryKey: ['sessions', 'list'] });
    },
    onError: (error) => toast.error(toSentence(error)),
  });
  return (
    <DeleteDialog
      name="the session"
      consequence="Its messages, its log and its files are deleted, and a running turn is stopped. This cannot be undone."
      isOpen
      onOpenChange={onClose}
      onConfirm={() => remove.mutate()}
    />
  );
}
