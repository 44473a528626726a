'use client';
import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
/** What this page wrote: storage may be full, or forbidden. */
const written = new Map<string, string>();

export function readStored(key: string): string {
  const own = written.get(key);
  if (own !== undefined) return own;
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

export function writeStored(key: string, text: string): void {
  written.set(key, text);
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // It lives as long as the page.
  }
  for (const listener of listeners) listener();
}

function onStorage({ key }: StorageEvent): void {
  if (key !== null) written.delete(key);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', onStorage);
  };
}

/** A text that outlives the page, under this key; the empty one is none. */
export function useStored(key: string): [string, (text: string) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => readStored(key),
    () => '',
  );
  const set = useCallback((next: string) => writeStored(key, next), [key]);
  return [text, set];
}
