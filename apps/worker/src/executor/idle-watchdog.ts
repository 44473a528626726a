import type { Clock, LlmStreamEvent, ModelDriver } from '@everruns/core';
import { linkAbort } from '@everruns/kernel';

/** Detects model calls that are idle: neither a byte from the connection nor an event from the driver. */
export interface IdleWatchdog {
  /** Must be called for each chunk of a response. */
  onBytes(this: void): void;
  /** Returns a fetch that counts the head of every response as activity. */
  watchFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
  /** Returns a driver whose calls are aborted when they are idle for too long, with an error of class `timeout`. */
  watchDriver(driver: ModelDriver): ModelDriver;
}

/** How long a call may be idle, in milliseconds. */
export interface Patience {
  /** Before the answer begins. */
  firstByteMs: number;
  /** After the answer has begun. */
  silenceMs: number;
}

type Phase = 'asked' | 'connected' | 'answering';

/** The state of a call: its phase, and the time of the last activity. */
function createSilence(clock: Clock, { firstByteMs, silenceMs }: Patience) {
  const limits: Record<Phase, number> = {
    asked: firstByteMs,
    // Only the headers have arrived, which a server may send before it has read the prompt.
    connected: Math.max(firstByteMs, silenceMs),
    answering: silenceMs,
  };
  const least = Math.min(firstByteMs, silenceMs);
  let lastSignAt = clock.monotonic();
  let phase: Phase = 'asked';
  return {
    limitMs: () => limits[phase],
    begin(): void {
      lastSignAt = clock.monotonic();
      phase = 'asked';
    },
    touch(reached: Phase): void {
      lastSignAt = clock.monotonic();
      if (phase !== 'answering') phase = reached;
    },
    /** Calls back when a call was idle for too long. It checks as often as the shortest limit. Returns the function that stops it. */
    onIdle(giveUp: () => void): () => void {
      const check = (): void => {
        const left = lastSignAt + limits[phase] - clock.monotonic();
        if (left > 0) stop = clock.after(Math.min(left, least), check);
        else giveUp();
      };
      let stop = clock.after(least, check);
      return () => stop();
    },
  };
}

/** One watchdog watches one call at a time. */
export function createIdleWatchdog(clock: Clock, patience: Patience): IdleWatchdog {
  const silence = createSilence(clock, patience);

  async function* watch(driver: ModelDriver, ...[request, options]: Parameters<ModelDriver['stream']>) {
    const { signal } = options;
    const call = linkAbort(signal);
    let idleMs: number | null = null;
    silence.begin();
    const stopWatching = silence.onIdle(() => {
      idleMs = silence.limitMs();
      call.abort();
    });
    try {
      for await (const event of driver.stream(request, { signal: call.signal })) {
        silence.touch('answering');
        yield idleMs !== null && event.type === 'error' ? toTimeout(idleMs) : event;
      }
    } finally {
      call.release();
      stopWatching();
    }
  }

  return {
    onBytes: () => silence.touch('answering'),
    watchFetch: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      silence.touch('connected');
      return response;
    },
    watchDriver: (driver) => ({
      provider_type: driver.provider_type,
      stream: (request, options) => watch(driver, request, options),
    }),
  };
}

function toTimeout(limitMs: number): LlmStreamEvent {
  return { type: 'error', error: { class: 'timeout', message: `no byte from the provider for ${limitMs} ms` } };
}
