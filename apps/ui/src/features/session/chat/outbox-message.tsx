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
        <UserMessage content={item.content} files={item.files ?? []} />
      </div>
      <div role="status" className="flex flex-wrap items-center justify-end gap-2 text-xs text-muted">
        {item.state === 'sending' && 'Sending …'}
        {item.state === 'waiting' && (
          <span>The server cannot be reached. The message is sent as soon as it can be.</span>
        )}
        {item.state === 'failed' && (
          <>
            <span className="text-danger">Not sent. {item.error}</span>
            <Button size="sm" onClick={() => outbox.resend(item)}>
              Send again
            </Button>
          </>
        )}
        {item.state !== 'sending' && (
          <Button size="sm" look="quiet" onClick={() => outbox.discard(item.key)}>
            Discard
          </Button>
        )}
      </div>
    </div>
  );
}
