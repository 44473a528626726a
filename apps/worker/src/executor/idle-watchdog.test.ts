import type { LlmStreamEvent, ModelDriver } from '@everruns/core';
import { createFakeClock } from '@everruns/core/testing';
import { llmRequest } from '@everruns/core/testing/contracts';
import { ZERO_USAGE } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { createIdleWatchdog } from './idle-watchdog.ts';

const running = new AbortController().signal;
const finish: LlmStreamEvent = { type: 'finish', reason: 'stop', usage: ZERO_USAGE };
const canceled: LlmStreamEvent = { type: 'error', error: { class: 'canceled', message: 'aborted' } };

async function collect(driver: ModelDriver, signal = running): Promise<LlmStreamEvent[]> {
  const events: LlmStreamEvent[] = [];
  for await (const event of driver.stream(llmRequest(), { signal })) events.push(event);
  return events;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Says nothing until it is aborted. */
const silent: ModelDriver = {
  provider_type: 'llmsim',
  async *stream(_request, { signal }) {
    await aborted(signal);
    yield canceled;
  },
};

describe('the idle watchdog', () => {
  it('ends a silent call as a timeout', async () => {
    const clock = createFakeClock();
    const events = collect(createIdleWatchdog(clock, { firstByteMs: 90_000, silenceMs: 90_000 }).watchDriver(silent));
    await clock.advance(90_000);
    expect(await events).toEqual([
      { type: 'error', error: { class: 'timeout', message: 'no byte from the provider for 90000 ms' } },
    ]);
  });

  it('counts bytes as signs of life, though the driver makes no event of them', async () => {
    const clock = createFakeClock();
    const watchdog = createIdleWatchdog(clock, { firstByteMs: 100, silenceMs: 100 });
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const fetch = watchdog.watchFetch(async () => new Response(readable));
    const driver = watchdog.watchDriver({
      provider_type: 'openai',
      async *stream() {
        const response = await fetch('https://api.example');
        for await (const _chunk of response.body ?? []) watchdog.onBytes();
        yield finish;
      },
    });
    const events = collect(driver);
    const writer = writable.getWriter();
    for (let beat = 0; beat < 5; beat += 1) {
      await clock.advance(80);
      await writer.write(new Uint8Array([1]));
    }
    await writer.close();
    expect(await events).toEqual([finish]);
    expect(clock.sleepers).toBe(0);
  });

  it('passes an abort of the caller on as what it is', async () => {
    const abort = new AbortController();
    const events = collect(
      createIdleWatchdog(createFakeClock(), { firstByteMs: 100, silenceMs: 100 }).watchDriver(silent),
      abort.signal,
    );
    abort.abort();
    expect(await events).toEqual([canceled]);
  });

  it('keeps status and headers of a response', async () => {
    const fetch = createIdleWatchdog(createFakeClock(), { firstByteMs: 100, silenceMs: 100 }).watchFetch(
      async () => new Response('{}', { status: 429, headers: { 'retry-after': '7' } }),
    );
    const response = await fetch('https://api.example');
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([429, '7', '{}']);
  });

  /** A call of which the test says when its headers, its bytes and its end come; resolves with when it was given up. */
  function watch(patience: { firstByteMs: number; silenceMs: number }) {
    const clock = createFakeClock();
    const watchdog = createIdleWatchdog(clock, patience);
    const headers = Promise.withResolvers<void>();
    const body = new TransformStream<Uint8Array, Uint8Array>();
    const writer = body.writable.getWriter();
    const fetch = watchdog.watchFetch(async () => {
      await headers.promise;
      return new Response(body.readable);
    });
    const driver = watchdog.watchDriver({
      provider_type: 'openai',
      async *stream(_request, { signal }) {
        const gone = aborted(signal).then(() => 'gone' as const);
        const response = await Promise.race([fetch('https://api.example'), gone]);
        if (response === 'gone') return yield canceled;
        const reader = response.body?.getReader();
        for (;;) {
          const chunk = await Promise.race([reader?.read(), gone]);
          if (chunk === 'gone') return yield canceled;
          watchdog.onBytes();
          if (chunk?.done !== false) return yield finish;
        }
      },
    });
    const ended = collect(driver).then(([event]) => [event?.type, clock.monotonic()]);
    return {
      clock,
      headers: () => headers.resolve(),
      byte: () => writer.write(new Uint8Array([1])),
      end: () => writer.close(),
      ended,
    };
  }

  it('lets a hosted model reason for 100 s once it is connected, and gives it up after 300 s of silence', async () => {
    const call = watch({ firstByteMs: 90_000, silenceMs: 300_000 });
    await call.clock.advance(80_000);
    call.headers();
    await call.clock.advance(100_000);
    await call.byte();
    await call.clock.advance(299_000);
    await call.byte();
    await call.clock.advance(400_000);
    expect(await call.ended).toEqual(['error', 779_000]);
  });

  it('gives up a hosted model that is not even connected after 90 s', async () => {
    const call = watch({ firstByteMs: 90_000, silenceMs: 300_000 });
    await call.clock.advance(200_000);
    expect(await call.ended).toEqual(['error', 90_000]);
  });

  it('lets a local model read for 100 s and more before its first byte, with headers and without', async () => {
    for (const headersAtMs of [0, 500_000]) {
      const call = watch({ firstByteMs: 600_000, silenceMs: 300_000 });
      await call.clock.advance(headersAtMs);
      call.headers();
      await call.clock.advance(590_000 - headersAtMs);
      await call.byte();
      await call.clock.advance(1_000);
      await call.end();
      expect(await call.ended).toEqual(['finish', 591_000]);
    }
  });

  it('is as strict once a local model has begun', async () => {
    const call = watch({ firstByteMs: 600_000, silenceMs: 300_000 });
    call.headers();
    await call.clock.advance(10_000);
    await call.byte();
    await call.clock.advance(700_000);
    expect(await call.ended).toEqual(['error', 310_000]);
  });
});
