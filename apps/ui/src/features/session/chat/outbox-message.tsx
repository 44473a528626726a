'use client';
import { Button } from '@/design/button.tsx';
import type { OutboxItem } from '../outbox/outbox.ts';
import type { Outbox } from '../outbox/use-outbox.ts';
import { UserMessage } from './user-message.tsx';

/** A message that is not in the log yet: it is being sent or could not be sent. */
export function OutboxMessage({ item, outbox }: { item: OutboxItem; outbox: Outbox }) {
  return (
    <div className="space-y-1.5">
      <div className="opacity-60">
        <UserMessage content={item.content} />
      </div>
      <div role="status" className="flex flex-wrap items-center justify-end gap-2 text-xs text-muted">
        {item.state === 'sending' ? (
          'Sending …'
        ) : (
          <>
            <span className="text-danger">Not sent. {item.error}</span>
            <Button size="sm" onClick={() => outbox.resend(item)}>
              Send again
            </Button>
            <Button size="sm" look="quiet" onClick={() => outbox.discard(item.key)}>
              Discard
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
