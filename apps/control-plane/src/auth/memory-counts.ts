import { BoundedMap, type Clock } from '@everruns/kernel';
import type { CountStore } from './limiter-store.ts';

interface Count {
  points: number;
  /** A time of the monotonic clock. */
  endsAtMs: number;
}

/** The most keys. A caller from more places than this would not be stopped by counting them. */
const MAX_KEYS = 100_000;

/** Counts in the memory of this process. */
export function createMemoryCounts(clock: Pick<Clock, 'monotonic'>): CountStore {
  const counts = new BoundedMap<string, Count>(MAX_KEYS);
  const find = (key: string): Count | undefined => {
    const count = counts.get(key);
    return count !== undefined && count.endsAtMs > clock.monotonic() ? count : undefined;
  };
  return {
    async add(key, { points, durationMs }) {
      const now = clock.monotonic();
      const { points: before, endsAtMs } = find(key) ?? { points: 0, endsAtMs: now + durationMs };
      const count = { points: Math.max(0, before + points), endsAtMs };
      counts.set(key, count);
      return { points: count.points, endsInMs: Math.ceil(endsAtMs - now) };
    },
    async set(key, { points, durationMs }) {
      counts.set(key, { points, endsAtMs: clock.monotonic() + durationMs });
    },
    delete: async (key) => counts.delete(key),
  };
}
