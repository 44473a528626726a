'use client';
import { useEffect } from 'react';

/** Names what is open in the title of the page, as soon as its name is known, also where the page's own title comes later. */
export function useTitle(name: string | null): void {
  useEffect(() => {
    if (name === null) return undefined;
    const { pathname } = window.location;
    const write = (): void => {
      const title = `${name} · Everruns`;
      if (window.location.pathname === pathname && document.title !== title) document.title = title;
    };
    write();
    const watch = new MutationObserver(write);
    watch.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => watch.disconnect();
  }, [name]);
}
