import type { Platform } from '../src/platform.ts';

/** How long a stream may be silent; such sleeps end when the test says so, all others at once. */
const SILENCE_MS = 25_000;

export interface ScriptedPlatform extends Platform {
  /** Backoffs that were slept. */
  slept: number[];
  /** Lets the time of a silence pass, as often as it is waited for. */
  passSilence(): void;
}

export function createScriptedPlatform(): ScriptedPlatform {
  const slept: number[] = [];
  const silences = new Set<() => void>();
  let ids = 0;
  return {
    slept,
    fetch: (input, init) => fetch(input, init),
    random: () => 0,
    makeId: () => `key-${(ids += 1)}`,
    sleep(ms, signal) {
      if (ms !== SILENCE_MS) {
        slept.push(ms);
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        silences.add(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      });
    },
    passSilence() {
      for (const resolve of silences) resolve();
      silences.clear();
    },
  };
}
