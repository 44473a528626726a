'use client';
import { useSyncExternalStore } from 'react';

const MAC = /Mac|iPhone|iPad/;

/** Returns the name of the key that shortcuts are pressed with: ⌘ on Apple’s machines, Ctrl elsewhere. */
export function useModifier(): '⌘' | 'Ctrl' {
  return useSyncExternalStore(
    () => () => undefined,
    () => (MAC.test(navigator.userAgent) ? '⌘' : 'Ctrl'),
    () => 'Ctrl',
  );
}
