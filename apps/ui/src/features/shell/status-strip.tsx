'use client';
import { useQuery } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { everruns } from '@/data/everruns.ts';

const PATIENCE_MS = 2_500;

/** Whether the control plane answers, which is checked every few seconds. */
function useIsAway(): boolean {
  const { isError } = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => everruns.health({ signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) }),
    refetchInterval: (query) => (query.state.status === 'error' ? 1_500 : 5_000),
    refetchIntervalInBackground: false,
  });
  return isError;
}

/** Tells the person that the control plane is unreachable and that nothing is lost. */
export function StatusStrip() {
  const isAway = useIsAway();
  return (
    <div role="status" aria-live="polite">
      {isAway && (
        <p className="flex items-center gap-2 border-b border-line bg-live-soft px-4 py-2 text-sm text-live-fg">
          <CloudOff aria-hidden className="size-4 shrink-0" />
          The control plane is away. What you type is kept; running turns go on when it is back.
        </p>
      )}
    </div>
  );
}
