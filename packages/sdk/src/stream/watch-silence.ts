import type { Platform } from '../platform.ts';

/** The server says something every 15 s. */
const MAX_SILENCE_MS = 25_000;

export interface SilenceWatch {
  /** Something was heard. */
  hear: () => void;
}

/** Calls `onSilence` once when nothing was heard for 25 to 50 s; until the signal aborts. */
export function watchSilence(platform: Platform, signal: AbortSignal, onSilence: () => void): SilenceWatch {
  let wasHeard = true;
  const watch = async (): Promise<void> => {
    while (wasHeard) {
      wasHeard = false;
      await platform.sleep(MAX_SILENCE_MS, signal).catch(() => undefined);
      if (signal.aborted) return;
    }
    onSilence();
  };
  void watch();
  return { hear: () => void (wasHeard = true) };
}
