import { createFakeClock } from '@everruns/core/testing';
import { expect, it } from 'vitest';
import { createReadiness } from './readiness.ts';

const MINUTES = 10 * 60_000;

function open() {
  const state = { isLeft: false };
  const clock = createFakeClock();
  const readiness = createReadiness(clock, async () => undefined);
  const leave = (maxMs: number) => readiness.leave(maxMs).then(() => (state.isLeft = true));
  return { readiness, state, leave, clock };
}

it('a replica that leaves goes on until everybody who asks regularly was told so twice', async () => {
  const { readiness, state, leave, clock } = open();
  for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.1', '10.0.0.2']) await readiness.check(address);
  const left = leave(MINUTES);
  expect(readiness.isLeaving()).toBe(true);
  for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.1']) {
    await expect(readiness.check(address)).rejects.toMatchObject({ code: 'unavailable' });
  }
  await clock.advance(150);
  expect(state.isLeft).toBe(false);
  await expect(readiness.check('10.0.0.2')).rejects.toMatchObject({ code: 'unavailable' });
  await clock.advance(150);
  await left;
});

it('nobody is waited for who asked once, and nobody at all where the time is over', async () => {
  const once = open();
  await once.readiness.check('10.0.0.1');
  await once.leave(MINUTES);
  const regular = open();
  await regular.readiness.check('10.0.0.1');
  await regular.readiness.check('10.0.0.1');
  await regular.leave(0);
  expect(regular.readiness.isLeaving()).toBe(true);
});

it('a replica that does not leave says what its dependencies say', async () => {
  const readiness = createReadiness(createFakeClock(), () => Promise.reject(new Error('read-only')));
  await expect(readiness.check('10.0.0.1')).rejects.toThrow('read-only');
});
