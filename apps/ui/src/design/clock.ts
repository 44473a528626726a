'use client';
import { useEffect, useState } from 'react';

/**
 * Returns the milliseconds since the epoch, updated at this interval in milliseconds; it does not change if the interval
 * is null.
 */
export function useNow(intervalMs: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (intervalMs === null) return;
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
