'use client';
import type { SessionEvent } from '@everruns/sdk';
import { X } from 'lucide-react';
import { IconButton } from '@/design/button.tsx';
import { CopyButton } from '@/design/copy-button.tsx';
import { formatDateTime } from '@/design/format.ts';
import { JsonTree } from '@/design/json-tree.tsx';

export function EventDetail({ event, onClose }: { event: SessionEvent; onClose: () => void }) {
  return (
    <section
      aria-label="Event"
      className="flex max-h-[50%] min-h-0 flex-col border-line max-md:border-t md:max-h-none md:w-[26rem] md:border-l"
    >
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-mono text-[0.8125rem] font-medium">{event.type}</h2>
          <p className="text-xs text-muted">
            #{event.sequence} · {formatDateTime(event.ts)}
          </p>
        </div>
        <CopyButton text={() => JSON.stringify(event, null, 2)} label="Copy the event" />
        <IconButton label="Close the event" size="sm" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <div tabIndex={0} role="region" aria-label="Data of the event" className="overflow-auto p-3 -outline-offset-2">
        <JsonTree value={event} />
      </div>
    </section>
  );
}
