'use client';
import type { Session } from '@everruns/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { everruns } from '@/data/everruns.ts';
import type { Outbox } from './outbox/use-outbox.ts';

const TITLE_LENGTH = 80;

/** The outbox of a session that has no title yet: what is said first becomes it, so that lists can be read. */
export function useTitling(session: Session, outbox: Outbox): Outbox {
  const client = useQueryClient();
  if (session.title !== undefined) return outbox;
  return {
    ...outbox,
    send: (content, policy) => {
      outbox.send(content, policy);
      const text = content.find((part) => part.type === 'text')?.text.trim() ?? '';
      const title = text.split('\n')[0]?.slice(0, TITLE_LENGTH);
      if (!title) return;
      // A session without a title is no harm: nobody is told when this fails.
      void everruns.sessions.update(session.id, { title }).then(
        (named) => client.setQueryData(['sessions', session.id], named),
        () => undefined,
      );
    },
  };
}
