'use client';
import { useLayoutEffect } from 'react';

/** The entry of the browser’s history in which the page is. Browsers without the Navigation API have no such key. */
function entryKey(): string | null {
  const { navigation } = window as { navigation?: { currentEntry?: { key?: string } | null } };
  return navigation?.currentEntry?.key ?? null;
}

const MOST = 50;
const places = new Map<string, number>();

/** Goes back to where somebody was when they come back to a list, as soon as its rows are there. */
export function useKeptScroll(isReady: boolean): void {
  // Before the next paint, and no longer when the page is another one, whose scrolling is not this list’s.
  useLayoutEffect(() => {
    const key = entryKey();
    const content = document.querySelector('#content');
    if (!isReady || key === null || content === null) return;
    const before = places.get(key);
    if (before !== undefined) content.scrollTop = before;
    const onScroll = (): void => {
      places.delete(key);
      places.set(key, content.scrollTop);
      const [oldest] = places.keys();
      if (places.size > MOST && oldest !== undefined) places.delete(oldest);
    };
    content.addEventListener('scroll', onScroll, { passive: true });
    return () => content.removeEventListener('scroll', onScroll);
  }, [isReady]);
}
