'use client';
import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
/** Holds the values that this page wrote, because storage may be full or forbidden. */
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
    // The value then lives only as long as the page.
  }
  for (const listener of listeners) listener();
}

/** Keeps a text under another key from now on. */
export function moveStored(from: string, to: string): void {
  const text = readStored(from);
  if (text === '') return;
  writeStored(to, text);
  writeStored(from, '');
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

/** Keeps a text under this key beyond the life of the page; an empty text removes it. */
export function useStored(key: string): [string, (text: string) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => readStored(key),
    () => '',
  );
  const set = useCallback((next: string) => writeStored(key, next), [key]);
  return [text, set];
}
