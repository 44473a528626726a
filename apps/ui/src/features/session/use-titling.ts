'use client';
import type { Session } from '@everruns/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import type { Outbox } from './outbox/use-outbox.ts';

const TITLE_LENGTH = 80;

/** The outbox of a session without a title: its first message becomes the title, so that lists are readable. */
export function useTitling(session: Session, outbox: Outbox): Outbox {
  const client = useQueryClient();
  if (session.title !== undefined) return outbox;
  return {
    ...outbox,
    send: (message, policy) => {
      outbox.send(message, policy);
      const text = message.content.find((part) => part.type === 'text')?.text.trim() ?? '';
      const title = text.split('\n')[0]?.slice(0, TITLE_LENGTH);
      if (!title) return;
      // A session without a title does no harm, so this failure is not reported.
      void everruns.sessions.update(session.id, { title }).then(
        (named) => client.setQueryData(['sessions', session.id], named),
        () => undefined,
      );
    },
  };
}
