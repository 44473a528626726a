export interface LimiterOptions {
  /** Part of the key: each limit counts for itself. */
  name: string;
  points: number;
  perSeconds: number;
}

/** How a key stands after it was counted. */
export interface LimitCount {
  /** Counted in this window. */
  consumed: number;
  /** What is left of the limit, at least 0. */
  remaining: number;
  /** Milliseconds until the window ends. */
  endsInMs: number;
  /** More was counted than the limit has. */
  isOver: boolean;
}

/** So many points in a window, which begins with the first. */
export interface Limiter {
  /** Counts one. */
  consume(key: string): Promise<LimitCount>;
  /** Takes one back, where there is one. */
  reward(key: string): Promise<void>;
  /** Nothing is left for so long. */
  block(key: string, seconds: number): Promise<void>;
  /** Forgets what was counted. */
  delete(key: string): Promise<void>;
}

export type MakeLimiter = (options: LimiterOptions) => Limiter;

/** The store of all limits, and the way to give its connections back. */
export interface Limiters {
  make: MakeLimiter;
  close(): void;
}

/** What a store holds of a key. */
export interface StoredCount {
  points: number;
  endsInMs: number;
}

/** Where counts are kept. A key whose time is over counts from 0; no count falls below that. */
export interface CountStore {
  /** Adds to a count. One that begins lasts for `durationMs`. */
  add(key: string, change: { points: number; durationMs: number }): Promise<StoredCount>;
  /** In place of whatever was counted. */
  set(key: string, change: { points: number; durationMs: number }): Promise<void>;
  delete(key: string): Promise<void>;
}

/** Limits over a store. While that fails, each process counts for itself, in `insurance`. */
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
