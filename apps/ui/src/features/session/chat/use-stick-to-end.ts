'use client';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';

const NEAR_PX = 80;

/** Keeps a scrolled list at its end while it grows, unless somebody has scrolled up to read, or has chosen a turn. */
export function useStickToEnd(content: unknown, chosenTurn: string | null) {
  const ref = useRef<HTMLDivElement>(null);
  const sticks = useRef(true);
  const scrolledTo = useRef(0);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const toEnd = useCallback(() => {
    const list = ref.current;
    if (list !== null) list.scrollTop = list.scrollHeight;
  }, []);
  const hasFollowed = useRef(false);
  const settle = useCallback(() => {
    // A link to a message or a turn shows it, once, as soon as it is rendered.
    const name = window.location.hash.slice(1) || (chosenTurn ?? '');
    const linked = hasFollowed.current ? null : document.getElementById(name);
    if (linked !== null && ref.current?.contains(linked) === true) {
      hasFollowed.current = true;
      sticks.current = false;
      linked.scrollIntoView();
    }
    if (sticks.current) toEnd();
  }, [toEnd, chosenTurn]);
  useLayoutEffect(settle, [content, settle]);
  useLayoutEffect(() => {
    // Markdown and images grow after the render that added them, and a phone may be turned or open its keyboard.
    const list = ref.current;
    const [child] = list?.children ?? [];
    if (list === null || child === undefined) return;
    const observer = new ResizeObserver(settle);
    observer.observe(child);
    observer.observe(list);
    return () => observer.disconnect();
  }, [settle]);
  const onScroll = (): void => {
    const list = ref.current;
    if (list === null) return;
    const isNear = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
    // A person who reads earlier messages scrolls up. If the position did not move up, the list itself has grown.
    sticks.current = isNear || (sticks.current && list.scrollTop >= scrolledTo.current);
    scrolledTo.current = list.scrollTop;
    setIsAtEnd(sticks.current);
  };
  const jump = (): void => {
    sticks.current = true;
    setIsAtEnd(true);
    toEnd();
  };
  return { ref, onScroll, isAtEnd, jump };
}
