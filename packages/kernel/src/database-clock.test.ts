import { expect, it, vi } from 'vitest';
import { DatabaseClock } from './database-clock.ts';
import { systemClock } from './system-clock.ts';
import { clockContract } from './testing/index.ts';

const HOURS = 3_600_000;

clockContract({
  name: "the database's",
  make: () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const clock = new DatabaseClock(systemClock, { warn: () => {} });
    return { clock, pass: (ms) => vi.advanceTimersByTimeAsync(ms), close: () => void vi.useRealTimers() };
  },
});

/** A machine whose wall clock is off by `skewMs`, and what its database clock logs. */
function machineOffBy(skewMs: number) {
  let monotonicMs = 1_000;
  let wallSkewMs = skewMs;
  const trueNow = () => 1_800_000_000_000 + monotonicMs;
  const lines: object[] = [];
  const clock = new DatabaseClock(
    { ...systemClock, now: () => trueNow() + wallSkewMs, monotonic: () => monotonicMs },
    { warn: (details: object) => void lines.push(details) },
  );
  return {
    clock,
    lines,
    trueNow,
    pass: (ms: number) => (monotonicMs += ms),
    jump: (ms: number) => (wallSkewMs += ms),
    /** Asks the database. The answer takes `eachWayMs` in each direction. */
    measure(eachWayMs = 2) {
      const askedAtMs = monotonicMs;
      monotonicMs += eachWayMs;
      const databaseNowMs = trueNow();
      monotonicMs += eachWayMs;
      clock.learn({ databaseNowMs, askedAtMs, answeredAtMs: monotonicMs });
    },
  };
}

it.each([-2 * HOURS, 2 * HOURS, 1_500])(
  'tells the time of the database on a machine that is off by %i ms',
  (skewMs) => {
    const { clock, lines, trueNow, pass, measure } = machineOffBy(skewMs);
    expect(clock.now()).toBe(trueNow() + skewMs);
    measure();
    pass(90_000);
    expect(clock.now()).toBe(trueNow());
    expect(clock.skewMs).toBe(skewMs);
    measure();
    expect(lines).toEqual([{ skew_ms: skewMs }]);
  },
);

it('says nothing of a machine that is nearly right', () => {
  const { lines, measure } = machineOffBy(1_000);
  measure();
  expect(lines).toEqual([]);
});

it.each([-2 * HOURS, 2 * HOURS])('does not follow a jump of the wall clock by %i ms, and names it', (jumpMs) => {
  const { clock, lines, trueNow, pass, measure, jump } = machineOffBy(0);
  measure();
  jump(jumpMs);
  pass(500);
  expect(clock.now()).toBe(trueNow());
  measure();
  expect(clock.now()).toBe(trueNow());
  expect(lines).toEqual([{ skew_ms: jumpMs }]);
});

it('names a clock once that comes and goes around a second, and again after it was right', () => {
  const { lines, measure, jump } = machineOffBy(1_010);
  measure();
  for (const jumpMs of [-20, 20, -20]) {
    jump(jumpMs);
    measure();
  }
  expect(lines).toHaveLength(1);
  jump(-900);
  measure();
  jump(2_000);
  measure();
  expect(lines).toHaveLength(2);
});

it('does not tremble with the time that answers take', () => {
  const { clock, trueNow, measure, pass } = machineOffBy(0);
  for (const eachWay of [1, 300, 2, 40]) {
    measure(eachWay);
    pass(1_000);
    expect(clock.now()).toBe(trueNow());
  }
});
