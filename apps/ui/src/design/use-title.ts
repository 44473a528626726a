'use client';
import { useEffect } from 'react';

/** Names what is open in the title of the page, as soon as its name is known. */
export function useTitle(name: string | null): void {
  useEffect(() => {
    if (name !== null) document.title = `${name} · Everruns`;
  }, [name]);
}
