'use client';
import { CloudOff } from 'lucide-react';
import { useIsAway } from '@/data/use-is-away.ts';

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
