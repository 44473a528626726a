import { sleep } from '@everruns/kernel';

/** The functions that the SDK takes from its platform. Tests script them. */
export interface Platform {
  fetch: typeof fetch;
  /** Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as it aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Returns a number from 0 up to, but not including, 1. */
  random: () => number;
  /** Returns a globally unique name. */
  makeId: () => string;
}

/** Uses only web standards, which Node, browsers and edge runtimes all have. */
export function createWebPlatform(givenFetch?: typeof fetch): Platform {
  return {
    // Browsers refuse a `fetch` that is called without its window.
    fetch: givenFetch ?? ((input, init) => globalThis.fetch(input, init)),
    sleep,
    random: () => Math.random(),
    makeId,
  };
}

/** Returns 128 random bits. The platform's own UUID function is missing on pages that were loaded over plain HTTP. */
function makeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
