'use client';
import { useEffect } from 'react';

const FOCUSABLE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';

/**
 * A button that deletes its own row, or a form that closes itself, loses the focus, and the keyboard would start again at
 * the top. This moves the focus to the nearest remaining element or, on another page, to its content.
 */
export function useKeepFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    let around: Element[] = [];
    const onFocus = ({ target }: FocusEvent): void => {
      last = target instanceof Element ? target : null;
      around = listAncestors(last);
    };
    const observer = new MutationObserver(() => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      focusIn(around.find((element) => element.isConnected));
    });
    document.addEventListener('focusin', onFocus);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', onFocus);
      observer.disconnect();
    };
  }, []);
}

function listAncestors(element: Element | null): Element[] {
  const parent = element?.parentElement ?? null;
  return parent === null ? [] : [parent, ...listAncestors(parent)];
}

function focusIn(area: Element | undefined): void {
  const content = document.querySelector<HTMLElement>('#content');
  const isInside = area !== undefined && area !== content && content?.contains(area) === true;
  const next = isInside
    ? [...area.querySelectorAll<HTMLElement>(FOCUSABLE)].find((one) => one.checkVisibility())
    : null;
  (next ?? content)?.focus({ preventScroll: true });
}
