'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { isTyping } from '@/design/is-typing.ts';
import { DESTINATIONS } from './navigation.ts';

interface ShellShortcuts {
  onPalette: () => void;
  onShortcuts: () => void;
}

/** Handles ⌘K, ?, and G followed by a page's letter. Single letters count only while nobody types in a field. */
export function useShellShortcuts(handlers: ShellShortcuts): void {
  const router = useRouter();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    let isAfterG = false;
    const onKeyDown = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        return latest.current.onPalette();
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const target = isAfterG ? DESTINATIONS.find(({ key }) => key === event.key) : undefined;
      isAfterG = event.key === 'g';
      if (target !== undefined) router.push(target.href);
      else if (event.key === '?') latest.current.onShortcuts();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [router]);
}
