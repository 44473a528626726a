import { expect, it } from 'vitest';
import { DatabaseClock } from './database-clock.ts';

const HOURS = 3_600_000;

/** A machine that is off by so much, and what its clock logs. */
function machineOffBy(skewMs: number) {
  let monotonicMs = 1_000;
  const trueNow = () => 1_800_000_000_000 + monotonicMs;
  const lines: object[] = [];
  const clock = new DatabaseClock(
    { now: () => trueNow() + skewMs, monotonic: () => monotonicMs },
    { warn: (details: object) => void lines.push(details) },
  );
  return {
    clock,
    lines,
    trueNow,
    pass: (ms: number) => (monotonicMs += ms),
    /** Asks the database; the answer takes so long each way. */
    measure(eachWayMs = 2) {
      const askedAtMs = monotonicMs;
      monotonicMs += eachWayMs;
      const databaseNowMs = trueNow();
      monotonicMs += eachWayMs;
      clock.learn({ databaseNowMs, askedAtMs, answeredAtMs: monotonicMs });
    },
  };
}

it.each([-2 * HOURS, 2 * HOURS, 6_000])(
  'tells the time of the database on a machine that is off by %i ms',
  (skewMs) => {
    const { clock, lines, trueNow, pass, measure } = machineOffBy(skewMs);
    expect(clock.now()).toBe(trueNow() + skewMs);
    measure();
    pass(90_000);
    expect(clock.now()).toBe(trueNow());
    measure();
    expect(lines).toEqual([{ skew_ms: skewMs }]);
  },
);

it('says nothing of a machine that is nearly right', () => {
  const { lines, measure } = machineOffBy(1_000);
  measure();
  expect(lines).toEqual([]);
});

it('does not tremble with the time that answers take', () => {
  const { clock, trueNow, measure, pass } = machineOffBy(0);
  for (const eachWay of [1, 300, 2, 40]) {
    measure(eachWay);
    pass(1_000);
    expect(clock.now()).toBe(trueNow());
  }
});
