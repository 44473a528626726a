import type { Platform } from '../platform.ts';

/** The server sends something every 15 s. */
const MAX_SILENCE_MS = 25_000;

export interface SilenceWatch {
  /** Notes that something was received. */
  hear: () => void;
}

/** Calls `onSilence` once if nothing was received for `maxMs` to twice that time, until the signal aborts. */
export function watchSilence(
  platform: Platform,
  { signal, onSilence, maxMs = MAX_SILENCE_MS }: { signal: AbortSignal; onSilence: () => void; maxMs?: number },
): SilenceWatch {
  let wasHeard = true;
  const watch = async (): Promise<void> => {
    while (wasHeard) {
      wasHeard = false;
      await platform.sleep(maxMs, signal).catch(() => undefined);
      if (signal.aborted) return;
    }
    onSilence();
  };
  void watch();
  return { hear: () => void (wasHeard = true) };
}
