import type { Clock, LlmStreamEvent, ModelDriver } from '@everruns/core';

/** Notices a model call without a sign of life: neither a byte from the connection nor an event from the driver. */
export interface IdleWatchdog {
  /** Every chunk of every response counts as a sign of life. */
  watchFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch;
  /** A call that was idle for too long is aborted and ends as an error of class `timeout`. */
  watchDriver(driver: ModelDriver): ModelDriver;
}

/** One watchdog watches one call at a time. */
export function createIdleWatchdog(clock: Clock, idleTimeoutMs: number): IdleWatchdog {
  let lastSignAt = clock.monotonic();
  const touch = (): void => {
    lastSignAt = clock.monotonic();
  };

  /** Calls back when nothing came for too long, unless the returned function is called before. */
  function onIdle(giveUp: () => void): () => void {
    const check = (): void => {
      const left = lastSignAt + idleTimeoutMs - clock.monotonic();
      if (left > 0) stop = clock.after(left, check);
      else giveUp();
    };
    let stop = clock.after(idleTimeoutMs, check);
    return () => stop();
  }

  async function* watch(driver: ModelDriver, ...[request, options]: Parameters<ModelDriver['stream']>) {
    const { signal } = options;
    const call = new AbortController();
    let isIdle = false;
    const giveUp = (): void => call.abort(signal.reason);
    // One listener, taken off again: a signal made of two costs more than the rest of this.
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    touch();
    const stopWatching = onIdle(() => {
      isIdle = true;
      call.abort();
    });
    try {
      for await (const event of driver.stream(request, { signal: call.signal })) {
        touch();
        yield isIdle && event.type === 'error' ? toTimeout(idleTimeoutMs) : event;
      }
    } finally {
      signal.removeEventListener('abort', giveUp);
      stopWatching();
    }
  }

  return {
    watchFetch: (fetch) => async (input, init) => {
      const response = await fetch(input, init);
      touch();
      return watchBody(response, touch);
    },
    watchDriver: (driver) => ({
      provider_type: driver.provider_type,
      stream: (request, options) => watch(driver, request, options),
    }),
  };
}

function watchBody(response: Response, touch: () => void): Response {
  if (response.body === null) return response;
  const watched = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        touch();
        controller.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(watched, { status, statusText, headers });
}

function toTimeout(idleTimeoutMs: number): LlmStreamEvent {
  return { type: 'error', error: { class: 'timeout', message: `no byte from the provider for ${idleTimeoutMs} ms` } };
}
