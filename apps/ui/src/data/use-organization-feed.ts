'use client';
import type { FeedHint } from '@everruns/sdk';
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';
import { toast } from '@/design/toast.ts';
import { setFeedConnected } from './feed-state.ts';
import { notifyOfWait } from './notify-of-wait.ts';
import { followOrganization } from './organization-feed.ts';

/** Hints that come within this time cause one reading. */
const GATHER_MS = 150;

/** Reads what is shown again when the feed says that it has changed. The shell uses it once for all pages. */
export function useOrganizationFeed(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stale = new Map<string, QueryKey>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = (): void => {
      timer = null;
      for (const queryKey of stale.values()) void client.invalidateQueries({ queryKey });
      stale.clear();
    };
    const stop = followOrganization({
      onConnected: setFeedConnected,
      onHint(hint, isOurs) {
        for (const key of staleAfter(hint)) stale.set(JSON.stringify(key), key);
        timer ??= setTimeout(read, GATHER_MS);
        if (isOurs && hint.type === 'wait.opened') notifyOfWait(hint.data);
        if (isOurs && hint.type === 'webhook.paused')
          toast.error('A webhook is paused: too much waits to be delivered. See Settings → Webhooks.');
      },
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client]);
}

const APPROVALS: readonly QueryKey[] = [['approvals']];
/** Not the list itself: its rows do not move while somebody reads them. */
const SESSIONS: readonly QueryKey[] = [
  ['sessions', 'fresh'],
  ['sessions', 'list', 'live'],
];
/** Not the statistics of seven days: the server counts them anew at each reading, and a busy organization ends many runs a second. */
const RUNS: readonly QueryKey[] = [['usage', 'today']];
const WEBHOOKS: readonly QueryKey[] = [['webhooks']];

function staleAfter(hint: FeedHint): readonly QueryKey[] {
  switch (hint.type) {
    case 'wait.opened':
    case 'wait.resolved':
      return APPROVALS;
    case 'session.changed':
      return SESSIONS;
    case 'run.ended':
      return RUNS;
    case 'webhook.paused':
      return WEBHOOKS;
    case 'reset':
      return [...APPROVALS, ...SESSIONS, ...RUNS, ...WEBHOOKS];
    default:
      return [];
  }
}
