export interface LimiterOptions {
  /** Part of the key, so that each limit counts by itself. */
  name: string;
  points: number;
  perSeconds: number;
}

/** The state of a key after it was counted. */
export interface LimitCount {
  /** The count in this window. */
  consumed: number;
  /** What remains of the limit, at least 0. */
  remaining: number;
  /** Milliseconds until the window ends. */
  endsInMs: number;
  /** Whether the count exceeds the limit. */
  isOver: boolean;
}

/** A number of points in a window, which begins with the first. */
export interface Limiter {
  /** Counts one. */
  consume(key: string): Promise<LimitCount>;
  /** Takes one back, if one was counted. */
  reward(key: string): Promise<void>;
  /** Leaves nothing of the limit for this long. */
  block(key: string, seconds: number): Promise<void>;
  /** Forgets the count. */
  delete(key: string): Promise<void>;
}

export type MakeLimiter = (options: LimiterOptions) => Limiter;

/** The store of all limits, and a function that releases its connections. */
export interface Limiters {
  make: MakeLimiter;
  /** Whether the store answers. Absent for a store that this process, or the database, is itself. */
  isReachable?: () => boolean;
  close(): void;
}

/** The count that a store holds for a key. */
export interface StoredCount {
  points: number;
  endsInMs: number;
}

/** A store of counts. A key whose window is over counts from 0, and no count falls below 0. */
export interface CountStore {
  /** Adds to a count. A new count lasts for `durationMs`. */
  add(key: string, change: { points: number; durationMs: number }): Promise<StoredCount>;
  /** Replaces the count. */
  set(key: string, change: { points: number; durationMs: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Makes limits over a store. While the store fails, each process counts by itself, in `insurance`. */
export function createLimiters(store: CountStore, insurance?: CountStore): MakeLimiter {
  const ask = <Answer>(work: (counts: CountStore) => Promise<Answer>): Promise<Answer> => {
    const asked = work(store);
    return insurance === undefined ? asked : asked.catch(() => work(insurance));
  };
  return ({ name, points, perSeconds }) => {
    const durationMs = perSeconds * 1_000;
    const keyOf = (key: string) => `${name}:${key}`;
    return {
      async consume(key) {
        const count = await ask((counts) => counts.add(keyOf(key), { points: 1, durationMs }));
        const remaining = Math.max(0, points - count.points);
        return { consumed: count.points, remaining, endsInMs: count.endsInMs, isOver: count.points > points };
      },
      reward: async (key) => void (await ask((counts) => counts.add(keyOf(key), { points: -1, durationMs }))),
      block: (key, seconds) =>
        ask((counts) => counts.set(keyOf(key), { points: points + 1, durationMs: seconds * 1_000 })),
      delete: (key) => ask((counts) => counts.delete(keyOf(key))),
    };
  };
}
