'use client';
import { EverrunsApiError, type SessionState } from '@everruns/sdk';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { everruns } from '@/data/everruns.ts';
import { goToLogin } from '@/data/go-to-login.ts';
import { isOutage, isSignedOut } from '@/data/query-client.ts';
import { readStored, useStored } from '@/data/use-stored.ts';
import { toSentence } from '@/design/error-notice.tsx';
import { listUnseen, makeKey, toMessageRequest, type Outgoing, type OutboxItem, type SendPolicy } from './outbox.ts';

const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 8_000;

export interface Outbox {
  items: readonly OutboxItem[];
  send: (message: Outgoing, policy: SendPolicy) => void;
  resend: (item: OutboxItem) => void;
  discard: (key: string) => void;
}

/**
 * Messages that the log does not have yet. They outlive the page. One that does not reach the server is sent again, with the same
 * key, until it does or somebody discards it.
 */
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
  const post = usePost(sessionId, storageKey, update);
  useEffect(() => {
    if (items.length < all.length) update((now) => listUnseen(now, state));
  }, [all, items, state, update]);
  useEffect(() => {
    // A page that was closed while sending left these behind; the key prevents a duplicate message.
    for (const item of parse(readStored(storageKey))) if (item.state !== 'failed') post(item);
  }, [post, storageKey]);
  return {
    items,
    send: (message, policy) => {
      const key = makeKey();
      const item: OutboxItem = { ...message, key, policy, state: 'sending', error: null };
      update((now) => [...now, item]);
      post(item);
    },
    resend: post,
    discard: (key) => update((now) => now.filter((one) => one.key !== key)),
  };
}

type Update = (change: (items: OutboxItem[]) => OutboxItem[]) => void;

/** Returns the function that sends an item until the server has it, refuses it, the item is discarded, or the page is left. */
function usePost(sessionId: string, storageKey: string, update: Update): (item: OutboxItem) => void {
  // Messages are sent one after the other, because two concurrent ones may arrive in another order than they were written.
  const last = useRef(Promise.resolve());
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => void (isLeft.current = true);
  }, []);
  return useCallback(
    (item) => {
      const mark = (part: Partial<OutboxItem>): void =>
        update((now) => now.map((one) => (one.key === item.key ? { ...one, ...part } : one)));
      const isWanted = (): boolean => parse(readStored(storageKey)).some(({ key }) => key === item.key);
      mark({ state: 'sending', error: null });
      last.current = last.current.then(async () => {
        for (let delay = FIRST_DELAY_MS; isWanted() && !isLeft.current; delay = Math.min(delay * 2, MAX_DELAY_MS)) {
          const outcome = await deliver(sessionId, item);
          if (outcome === 'delivered') return;
          if (outcome !== 'unreachable') return mark({ state: 'failed', error: outcome.refusal });
          mark({ state: 'waiting' });
          await passOrOnline(delay);
        }
      });
    },
    [sessionId, storageKey, update],
  );
}

async function deliver(
  sessionId: string,
  item: OutboxItem,
): Promise<'delivered' | 'unreachable' | { refusal: string }> {
  try {
    await everruns.sessions.send(sessionId, toMessageRequest(item), { idempotencyKey: item.key });
    return 'delivered';
  } catch (error) {
    if (isSignedOut(error)) goToLogin();
    const isTemporary = isOutage(error) || (error instanceof EverrunsApiError && error.status === 429);
    return isTemporary ? 'unreachable' : { refusal: toSentence(error) };
  }
}

/** Waits for these milliseconds, or until the browser is online again. */
function passOrOnline(ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  window.addEventListener('online', () => resolve(), { once: true, signal: AbortSignal.timeout(ms) });
  return promise.finally(() => clearTimeout(timer));
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
