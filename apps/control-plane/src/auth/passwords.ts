import { hash, verify, type Options } from '@node-rs/argon2';
import { EverrunsError } from '@everruns/schemas';

export interface Passwords {
  hash(password: string): Promise<string>;
  /**
   * Against null it does the same work and returns false, so an unknown account takes as long as a known one. `isKnown`: the caller has
   * proven something already and is served before those who may be guessing.
   */
  verify(stored: string | null, password: string, isKnown?: boolean): Promise<boolean>;
  /** How many hashes have been computed. */
  readonly count: number;
}

/** The second choice of OWASP for argon2id, the library's default variant: 19 MiB, two passes. */
const OPTIONS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** A hash with these options, of an unknown password. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$V3QwUsRf/eSgRsclABJ4UA$NorOJdyMkZyAegzhrEtEiMRk6bGJ1VrZfRXxTvwDBHk';
const MAX_AT_ONCE = 2;
const MAX_WAITING = 64;

/** Hashes with argon2id, at most two at once, because each takes 19 MiB and a thread. Throws `unavailable` when too many wait. */
export function createPasswords(): Passwords {
  const waiting = { known: [] as (() => void)[], others: [] as (() => void)[] };
  let running = 0;
  let count = 0;
  async function run<T>(queue: (() => void)[], work: () => Promise<T>): Promise<T> {
    if (running >= MAX_AT_ONCE) {
      if (queue.length >= MAX_WAITING) {
        throw new EverrunsError('unavailable', 'Too many people are signing in at this moment. Try again.', {
          retryAfterMs: 1_000,
        });
      }
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      count += 1;
      return await work();
    } finally {
      // The slot is passed on, so `running` does not change.
      const next = waiting.known.shift() ?? waiting.others.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }
  return {
    hash: (password) => run(waiting.others, () => hash(password, OPTIONS)),
    verify: (stored, password, isKnown = false) =>
      run(
        isKnown ? waiting.known : waiting.others,
        async () => (await verify(stored ?? NOBODYS, password)) && stored !== null,
      ),
    get count() {
      return count;
    },
  };
}
