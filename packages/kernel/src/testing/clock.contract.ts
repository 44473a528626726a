import { describe, expect, it } from 'vitest';
import type { Clock } from '../clock.ts';

export interface ClockUnderContract {
  clock: Clock;
  /** Lets `ms` milliseconds pass. */
  pass(ms: number): Promise<unknown>;
  close(): void;
}

/** The behavior of `after` and `sleep` that every clock must have. */
export function clockContract({ name, make }: { name: string; make(): ClockUnderContract }): void {
  const check = (sentence: string, run: (subject: ClockUnderContract) => Promise<void>): void => {
    it(sentence, async () => {
      const subject = make();
      try {
        await run(subject);
      } finally {
        subject.close();
      }
    });
  };
  describe(`clock contract: ${name}`, () => {
    check('calls back once, when the time is over and not before', async ({ clock, pass }) => {
      let calls = 0;
      clock.after(50, () => (calls += 1));
      await pass(49);
      expect(calls).toBe(0);
      await pass(1);
      expect(calls).toBe(1);
      await pass(1_000);
      expect(calls).toBe(1);
    });

    check('does not call back what was taken back; to take it back again, or too late, is nothing', async (subject) => {
      const called: string[] = [];
      const takeBack = subject.clock.after(50, () => called.push('taken back'));
      const tooLate = subject.clock.after(50, () => called.push('due'));
      takeBack();
      takeBack();
      await subject.pass(50);
      tooLate();
      expect(called).toEqual(['due']);
    });

    check('wakes a sleeper when the time is over, and it hears of no abort after that', async ({ clock, pass }) => {
      const stop = new AbortController();
      const slept = clock.sleep(50, stop.signal);
      await pass(50);
      stop.abort();
      await expect(slept).resolves.toBeUndefined();
    });

    check(
      'gives up a sleep with the reason of the abort itself, before or during the sleep',
      async ({ clock, pass }) => {
        const reason = new Error('enough');
        const stop = new AbortController();
        const given = clock.sleep(50, stop.signal);
        stop.abort(reason);
        await expect(given).rejects.toBe(reason);
        await expect(clock.sleep(50, stop.signal)).rejects.toBe(reason);
        await pass(1_000);
      },
    );
  });
}
