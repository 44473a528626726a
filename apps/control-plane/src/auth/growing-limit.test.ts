import { systemClock } from '@everruns/kernel';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGrowingLimit, type GrowingLimit } from './growing-limit.ts';
import { createLimiters } from './limiter-store.ts';
import { createMemoryCounts } from './memory-counts.ts';

let limit: GrowingLimit;
beforeEach(() => {
  vi.useFakeTimers();
  limit = createGrowingLimit(createLimiters(createMemoryCounts(systemClock)), { name: 'test', points: 2 });
});
afterEach(() => void vi.useRealTimers());

const attempt = async (key = 'k') =>
  limit.consume(key).then(
    () => 0,
    (error: unknown) => Math.round((error as { retryAfterMs: number }).retryAfterMs / 1_000),
  );

it('each wait is twice as long as the one before, up to a quarter of an hour, and after it one may try again', async () => {
  const waits: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    expect([await attempt(), await attempt()]).toEqual([0, 0]);
    const wait = await attempt();
    waits.push(wait);
    vi.advanceTimersByTime(wait * 1_000 - 500);
    expect(await attempt()).toBeGreaterThan(0);
    vi.advanceTimersByTime(600);
  }
  expect(waits).toEqual([90, 180, 360, 720, 900, 900]);
});

it('attempts during a wait do not make it longer', async () => {
  await Promise.all([attempt(), attempt(), attempt()]);
  for (let index = 0; index < 50; index += 1) expect(await attempt()).toBeLessThanOrEqual(90);
  vi.advanceTimersByTime(91_000);
  expect(await attempt()).toBe(0);
});

it('what was right is not counted and makes forget what was wrong; another key counts for itself', async () => {
  for (let index = 0; index < 9; index += 1) {
    expect(await attempt()).toBe(0);
    await limit.takeBack('k');
  }
  await Promise.all([attempt(), attempt(), attempt()]);
  expect(await attempt('other')).toBe(0);
  await limit.forget('k');
  await Promise.all([attempt(), attempt()]);
  expect(await attempt()).toBe(90);
});

it('tells in words how long to wait', async () => {
  await Promise.all([attempt(), attempt()]);
  await expect(limit.consume('k')).rejects.toThrow('Too many attempts. Wait 90 seconds, then try again.');
  vi.advanceTimersByTime(91_000);
  await Promise.all([attempt(), attempt()]);
  await expect(limit.consume('k')).rejects.toThrow('Wait 3 minutes');
});
