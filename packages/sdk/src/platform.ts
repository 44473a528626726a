import { sleep } from '@everruns/kernel';

/** What the SDK takes from the platform it runs on; tests script it. */
export interface Platform {
  fetch: typeof fetch;
  /** Resolves after so many milliseconds, or rejects with the signal's reason as soon as it aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to, not including, 1. */
  random: () => number;
  /** A name that nobody else makes. */
  makeId: () => string;
}

/** Web standards only: Node, browsers and edge runtimes have them all. */
export function createWebPlatform(givenFetch?: typeof fetch): Platform {
  return {
    // Browsers refuse a `fetch` that was taken off its window.
    fetch: givenFetch ?? ((input, init) => globalThis.fetch(input, init)),
    sleep,
    random: () => Math.random(),
    makeId,
  };
}

/** 128 random bits. The platform's own maker of UUIDs is missing on pages that were loaded over plain HTTP. */
function makeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
