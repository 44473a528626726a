import type { LlmStreamEvent } from '@everruns/core';
import { llmRequest } from '@everruns/core/testing/contracts';
import { describe, expect, it } from 'vitest';
import { createLlmsim, createLlmsimDriver } from './driver.ts';

const connection = { provider_type: 'llmsim' as const, fetch: globalThis.fetch };

function requestOf(text: string, model = 'llmsim-default') {
  return llmRequest({ model, messages: [{ role: 'user', content: [{ type: 'text', text }] }] });
}

async function collect(stream: AsyncIterable<LlmStreamEvent>): Promise<LlmStreamEvent[]> {
  const events: LlmStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

describe('llmsim driver', () => {
  it('streams word by word at the pace of the model', async () => {
    const waits: number[] = [];
    const sleep = async (ms: number) => void waits.push(ms);
    const driver = createLlmsim({ sleep })(connection);
    const { signal } = new AbortController();
    const events = await collect(driver.stream(requestOf('[[sim:text one two]]'), { signal }));
    expect(waits).toEqual([150, 1_000 / 60, 1_000 / 60]);
    expect(events.filter((event) => event.type === 'text_delta').map(({ delta }) => delta)).toEqual(['one ', 'two']);
  });

  it('waits for nothing as llmsim-instant', async () => {
    const sleep = () => Promise.reject(new Error('it slept'));
    const driver = createLlmsim({ sleep })(connection);
    const { signal } = new AbortController();
    const events = await collect(driver.stream(requestOf('Hello', 'llmsim-instant'), { signal }));
    expect(events.at(-1)).toMatchObject({ type: 'finish', reason: 'stop' });
  });

  it('ends at once when the signal aborts in a long pause', async () => {
    const abort = new AbortController();
    const stream = createLlmsimDriver(connection).stream(requestOf('[[sim:delay 60000]]'), abort);
    const events: LlmStreamEvent[] = [];
    for await (const event of stream) {
      events.push(event);
      queueMicrotask(() => abort.abort());
    }
    expect(events).toMatchObject([{ type: 'started' }, { type: 'error', error: { class: 'canceled' } }]);
  });

  it('fails the first attempt of a call, and answers the second, from drivers made anew', async () => {
    const createDriver = createLlmsim();
    const request = requestOf('[[sim:error overloaded times=1]] [[sim:text Here.]]', 'llmsim-instant');
    const run = async () => collect(createDriver(connection).stream(request, { signal: new AbortController().signal }));
    expect((await run()).at(-1)).toMatchObject({ type: 'error', error: { class: 'overloaded', status: 529 } });
    expect((await run()).at(-1)).toMatchObject({ type: 'finish' });
  });
});
