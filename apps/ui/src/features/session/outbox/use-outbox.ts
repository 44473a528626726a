'use client';
import { EverrunsApiError, type SessionState } from '@everruns/sdk';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { everruns } from '@/data/everruns.ts';
import { goToLogin } from '@/data/go-to-login.ts';
import { isSignedOut } from '@/data/query-client.ts';
import { readStored, useStored } from '@/data/use-stored.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { listUnseen, toMessageRequest, type MessageContent, type OutboxItem, type SendPolicy } from './outbox.ts';

export interface Outbox {
  items: readonly OutboxItem[];
  send: (content: MessageContent, policy: SendPolicy) => void;
  resend: (item: OutboxItem) => void;
  discard: (key: string) => void;
}

/** Messages that the log does not have yet. They outlive the page and are sent again with the same key. */
export function useOutbox(sessionId: string, state: SessionState): Outbox {
  const storageKey = `everruns.outbox.${sessionId}`;
  const [stored, setStored] = useStored(storageKey);
  const all = useMemo(() => parse(stored), [stored]);
  const items = useMemo(() => listUnseen(all, state), [all, state]);
  const update = useCallback(
    (change: (items: OutboxItem[]) => OutboxItem[]) => {
      const next = change(parse(readStored(storageKey)));
      setStored(next.length === 0 ? '' : JSON.stringify(next));
    },
    [setStored, storageKey],
  );
  // Messages are sent one after the other, because two concurrent ones may arrive in another order than they were written.
  const last = useRef(Promise.resolve());
  const post = useCallback(
    (item: OutboxItem): void => {
      const mark = (part: Partial<OutboxItem>): void =>
        update((now) => now.map((one) => (one.key === item.key ? { ...one, ...part } : one)));
      mark({ state: 'sending', error: null });
      last.current = last.current.then(async () => {
        const failure = await deliver(sessionId, item);
        if (failure !== null) mark({ state: 'failed', error: failure });
      });
    },
    [sessionId, update],
  );
  useEffect(() => {
    if (items.length < all.length) update((now) => listUnseen(now, state));
  }, [all, items, state, update]);
  useEffect(() => {
    // A page that was closed while sending left these behind; the key prevents a duplicate message.
    for (const item of parse(readStored(storageKey))) if (item.state === 'sending') post(item);
  }, [post, storageKey]);
  return {
    items,
    send: (content, policy) => {
      const key = crypto.getRandomValues(new Uint32Array(4)).join('-');
      const item: OutboxItem = { key, content, policy, state: 'sending', error: null };
      update((now) => [...now, item]);
      post(item);
    },
    resend: post,
    discard: (key) => update((now) => now.filter((one) => one.key !== key)),
  };
}

/** Returns a sentence with the reason why the message could not be sent, or null if it was sent. */
async function deliver(sessionId: string, item: OutboxItem): Promise<string | null> {
  try {
    await everruns.sessions.send(sessionId, toMessageRequest(item), { idempotencyKey: item.key });
    return null;
  } catch (error) {
    if (isSignedOut(error)) goToLogin();
    const isRefused = error instanceof EverrunsApiError && error.status < 500;
    return isRefused ? toSentence(error) : 'The control plane cannot be reached.';
  }
}

function parse(stored: string): OutboxItem[] {
  try {
    // Only this module writes this value; a value of an earlier build that differs does not parse or has no key.
    const items: unknown = JSON.parse(stored || '[]');
    return Array.isArray(items) ? items.filter((item): item is OutboxItem => typeof item?.key === 'string') : [];
  } catch {
    return [];
  }
}
