'use client';
import type { Session } from '@everruns/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { everruns } from '@/data/everruns.ts';
import { useMay } from '@/data/use-me.ts';
import { Button } from '@/design/button.tsx';
import { toSentence } from '@/design/error-notice.tsx';
import { toast } from '@/design/toast.ts';

const MOST = 3;

/** Tells that the session has read content from outside, which may hold instructions, and lets a person say that it is harmless. */
export function TaintBanner({ session: { id, taint } }: { session: Session }) {
  const mayWrite = useMay('write');
  const client = useQueryClient();
  const clear = useMutation({
    mutationFn: () => everruns.sessions.clearTaint(id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sessions', id], exact: true }),
    onError: (error) => toast.error(toSentence(error)),
  });
  if (taint === undefined) return null;
  const names = taint.sources.slice(0, MOST).map(({ name }) => name);
  const more = taint.sources.length - names.length;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 border-y border-line bg-live-soft px-4 py-2 text-xs text-live-fg sm:px-8"
    >
      <ShieldAlert aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-48 wrap-anywhere">
        This session has read content from outside: {names.join(', ')}
        {more > 0 && ` and ${more} more`}. Risky calls ask first.
      </p>
      {mayWrite && (
        <Button size="sm" disabled={clear.isPending} onClick={() => clear.mutate()}>
          It is harmless
        </Button>
      )}
    </div>
  );
}
