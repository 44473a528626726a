'use client';
import { useEffect, useRef } from 'react';
import { isTyping } from '@/design/is-typing.ts';

export interface ListKeys {
  /** The element whose links with `data-row` are the rows. */
  rows: () => HTMLElement | null;
  onToggle: (id: string, range: boolean) => void;
  onEscape: () => void;
}

/** Null: the list takes no keys. J and K go through the rows of a list, X chooses the row, Shift+X up to it, Escape none, and / goes to the search. */
export function useListKeys(keys: ListKeys | null): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (
        latest.current === null ||
        event.defaultPrevented ||
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        isTyping(event.target)
      )
        return;
      if (document.querySelector('[role=dialog], [role=menu]') !== null) return;
      const { rows, onToggle, onEscape } = latest.current;
      const links = [...(rows()?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      const place = links.findIndex((link) => link.closest('li')?.contains(document.activeElement) === true);
      const key = event.key.toLowerCase();
      if (key === 'j') links[Math.min(place + 1, links.length - 1)]?.focus();
      else if (key === 'k') links[Math.max(place - 1, 0)]?.focus();
      else if (key === 'x') onToggle(links[place]?.dataset['row'] ?? '', event.shiftKey);
      else if (key === 'escape') onEscape();
      else if (key === '/') focusSearch(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function focusSearch(event: KeyboardEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content input[type=search]')?.focus();
}
