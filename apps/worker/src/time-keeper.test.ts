import type { StreamState } from '@everruns/internal-protocol';
import { DatabaseClock, systemClock } from '@everruns/kernel';
import { EverrunsError } from '@everruns/schemas';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTimeKeeper } from './time-keeper.ts';

const HOURS = 3_600_000;
const TRUE_NOW = 1_800_000_000_000;
const CONNECTED: StreamState = { kind: 'connected' };
const BROKEN: StreamState = { kind: 'broken', error: new EverrunsError('unavailable', 'gone') };

beforeEach(() => void vi.useFakeTimers({ now: TRUE_NOW }));
afterEach(() => void vi.useRealTimers());

/** A worker whose machine is off by so much, and what its control plane hears. */
function openWorld(skewMs: number) {
  const lines: object[] = [];
  const log = { warn: (details: object) => void lines.push(details) };
  const machine = { ...systemClock, now: () => Date.now() + skewMs };
  const clock = new DatabaseClock(machine, log);
  const told: (number | undefined)[] = [];
  const states: string[] = [];
  let answer: () => Promise<number> = async () => Date.now();
  const keeper = createTimeKeeper({
    clock,
    log,
    getTime(skew) {
      told.push(skew);
      return answer();
    },
    onState: ({ kind }) => void states.push(kind),
  });
  return { clock, keeper, lines, told, states, answerWith: (next: typeof answer) => (answer = next) };
}

it.each([-2 * HOURS, 2 * HOURS])(
  'a worker that is off by %i ms has the database’s time before it works',
  async (skewMs) => {
    const { clock, keeper, lines, told, states } = openWorld(skewMs);
    expect(clock.now()).toBe(TRUE_NOW + skewMs);
    keeper.onState(CONNECTED);
    expect(states).toEqual([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(states).toEqual(['connected']);
    expect(clock.now()).toBe(TRUE_NOW);
    expect(lines).toEqual([{ skew_ms: skewMs }]);
    expect(told).toEqual([undefined, skewMs, skewMs]);
  },
);

it('asks again while the connection holds, and not after it', async () => {
  const { keeper, told, states } = openWorld(0);
  keeper.onState(CONNECTED);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toHaveLength(4);
  keeper.onState(BROKEN);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toHaveLength(4);
  expect(states).toEqual(['connected', 'broken']);
  keeper.close();
});

it('a connection that broke while the time was asked for is not reported as there', async () => {
  const { keeper, states, answerWith } = openWorld(0);
  answerWith(() => new Promise(() => {}));
  keeper.onState(CONNECTED);
  keeper.onState(BROKEN);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(states).toEqual(['broken']);
});

it('works with a control plane that does not tell the time, and says so once', async () => {
  const { keeper, states, lines, answerWith } = openWorld(0);
  answerWith(async () => Promise.reject(new EverrunsError('internal', 'unknown method')));
  for (let time = 0; time < 3; time += 1) {
    keeper.onState(CONNECTED);
    await vi.advanceTimersByTimeAsync(1);
    keeper.onState(BROKEN);
  }
  expect(states).toEqual(['connected', 'broken', 'connected', 'broken', 'connected', 'broken']);
  expect(lines).toHaveLength(1);
});
