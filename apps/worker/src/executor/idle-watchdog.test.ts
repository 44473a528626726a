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
    const events = collect(createIdleWatchdog(clock, 90_000).watchDriver(silent));
    await clock.advance(90_000);
    expect(await events).toEqual([
      { type: 'error', error: { class: 'timeout', message: 'no byte from the provider for 90000 ms' } },
    ]);
  });

  it('counts bytes as signs of life, though the driver makes no event of them', async () => {
    const clock = createFakeClock();
    const watchdog = createIdleWatchdog(clock, 100);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const fetch = watchdog.watchFetch(async () => new Response(readable));
    const driver = watchdog.watchDriver({
      provider_type: 'openai',
      async *stream() {
        const response = await fetch('https://api.example');
        for await (const _chunk of response.body ?? []) continue;
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
    const events = collect(createIdleWatchdog(createFakeClock(), 100).watchDriver(silent), abort.signal);
    abort.abort();
    expect(await events).toEqual([canceled]);
  });

  it('keeps status and headers of a response', async () => {
    const fetch = createIdleWatchdog(createFakeClock(), 100).watchFetch(
      async () => new Response('{}', { status: 429, headers: { 'retry-after': '7' } }),
    );
    const response = await fetch('https://api.example');
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([429, '7', '{}']);
  });
});
