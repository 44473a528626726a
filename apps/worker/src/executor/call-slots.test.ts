import type { TurnId } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { CallSlots } from './call-slots.ts';

const TURN = 'a' as TurnId;
const { signal } = new AbortController();

it('runs at most so many calls of a turn at once, and the others in their order', async () => {
  const slots = new CallSlots(2);
  const started: number[] = [];
  const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const runs = gates.map(({ promise }, index) =>
    slots.run(TURN, signal, async () => {
      started.push(index);
      await promise;
    }),
  );
  await slots.run('b' as TurnId, signal, async () => undefined);
  expect(started).toEqual([0, 1]);
  gates[1]?.resolve();
  await runs[1];
  await new Promise((resolve) => setImmediate(resolve));
  expect(started).toEqual([0, 1, 2]);
  for (const { resolve } of gates) resolve();
  await Promise.all(runs);
  expect(started).toEqual([0, 1, 2, 3]);
});

it('a call that fails gives its slot back, and one that no longer waits takes none', async () => {
  const slots = new CallSlots(1);
  const gate = Promise.withResolvers<void>();
  const first = slots.run(TURN, signal, () => gate.promise);
  const leaving = new AbortController();
  const second = slots.run(TURN, leaving.signal, async () => undefined);
  leaving.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  gate.reject(new Error('failed'));
  await expect(first).rejects.toThrow('failed');
  expect(await slots.run(TURN, signal, async () => 'free')).toBe('free');
});
