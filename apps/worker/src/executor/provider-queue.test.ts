import type { LlmStreamEvent, ModelDriver } from '@everruns/core';
import { createFakeClock, makeModel } from '@everruns/core/testing';
import { llmRequest } from '@everruns/core/testing/contracts';
import { LlmProviderId, ZERO_USAGE } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { createProviderQueue } from './provider-queue.ts';

const FINISH: LlmStreamEvent = { type: 'finish', reason: 'stop', usage: ZERO_USAGE };
const NEVER = new AbortController().signal;
const OTHER = LlmProviderId.parse('01890000-0000-7000-8000-0000000000f1');

function createWorld(callsPerProvider: number) {
  const calls = { running: 0, waiting: 0 };
  const lines: object[] = [];
  const log = { warn: (details: object) => void lines.push(details) };
  const queue = createProviderQueue({ clock: createFakeClock(), limits: { callsPerProvider }, calls, log });
  const ends: (() => void)[] = [];
  const driver: ModelDriver = {
    provider_type: 'openai',
    async *stream() {
      await new Promise<void>((resolve) => ends.push(resolve));
      yield FINISH;
    },
  };
  const call = async (model = makeModel(), signal = NEVER): Promise<string> => {
    const events: LlmStreamEvent[] = [];
    for await (const event of queue.line(model, driver).stream(llmRequest(), { signal })) events.push(event);
    return events.map((event) => (event.type === 'error' ? event.error.class : event.type)).join();
  };
  return { counts: calls, lines, ends, call, begun: (count: number) => expect.poll(() => ends.length).toBe(count) };
}

it('a provider has only so many calls at a time, first come first served, and the wait shows in the log', async () => {
  const { lines, ends, call, begun } = createWorld(2);
  const order: number[] = [];
  const calls = [0, 1, 2, 3].map((n) => call().then(() => order.push(n)));
  await begun(2);
  expect(lines).toEqual([{ provider: makeModel().provider_name, waiting: 1 }]);
  ends[0]?.();
  await begun(3);
  ends[2]?.();
  await begun(4);
  expect(order).toEqual([0, 2]);
  for (const end of ends) end();
  await Promise.all(calls);
  expect(new Set(order)).toEqual(new Set([0, 1, 2, 3]));
});

it('another provider has places of its own', async () => {
  const { ends, call, begun } = createWorld(1);
  const calls = [call(), call(makeModel({ provider_id: OTHER }))];
  await begun(2);
  for (const end of ends) end();
  expect(await Promise.all(calls)).toEqual(['finish', 'finish']);
});

it('whoever is canceled while it waits leaves the line, and takes no place', async () => {
  const { ends, call, begun } = createWorld(1);
  const first = call();
  const canceled = new AbortController();
  const second = call(makeModel(), canceled.signal);
  const third = call();
  await begun(1);
  canceled.abort();
  expect(await second).toBe('canceled');
  expect(await call(makeModel(), canceled.signal)).toBe('canceled');
  ends[0]?.();
  await begun(2);
  ends[1]?.();
  expect(await Promise.all([first, third])).toEqual(['finish', 'finish']);
});

it('the calls under way and those that wait are counted, and with a limit of 0 nobody waits', async () => {
  const limited = createWorld(1);
  const calls = [limited.call(), limited.call()];
  await limited.begun(1);
  expect(limited.counts).toEqual({ running: 1, waiting: 1 });
  limited.ends[0]?.();
  await limited.begun(2);
  limited.ends[1]?.();
  await Promise.all(calls);
  expect(limited.counts).toEqual({ running: 0, waiting: 0 });
  const free = createWorld(0);
  const many = Array.from({ length: 50 }, () => free.call());
  await free.begun(50);
  expect(free.counts).toEqual({ running: 50, waiting: 0 });
  for (const end of free.ends) end();
  await Promise.all(many);
});
