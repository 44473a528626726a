'use client';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let isConnected = false;

export function setFeedConnected(next: boolean): void {
  isConnected = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the feed is lost. A list is then read again by the clock, and otherwise when the feed says so. */
function useIsFeedLost(): boolean {
  return !useSyncExternalStore(
    subscribe,
    () => isConnected,
    () => false,
  );
}

/** The interval for `refetchInterval` of a list that lives from the feed: only while the feed is lost. */
export function useFallbackPoll(everyMs: number): number | false {
  return useIsFeedLost() ? everyMs : false;
}
