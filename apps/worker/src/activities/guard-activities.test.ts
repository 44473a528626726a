import { createFakeClock } from '@everruns/core/testing';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, it } from 'vitest';
import { createFakeTurn } from '../../test/fake-activities.ts';
import { createControlPlaneLink } from '../control-plane-link.ts';
import { guardActivities } from './guard-activities.ts';

const ignore = (): void => {};
const logger = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
const INPUT = {
  turn_id: '019a0000-0000-7000-8000-000000000001',
  session_id: '019a0000-0000-7000-8000-000000000002',
  segment: 1,
  iteration: 1,
  ordinal: 0,
};

function createGuarded() {
  const clock = createFakeClock();
  const link = createControlPlaneLink({ address: 'cp', clock, log: { info: ignore, warn: ignore } });
  const turn = createFakeTurn([0]);
  const environment = new MockActivityEnvironment({}, { logger });
  return { clock, link, turn, environment, activities: guardActivities(turn.activities, { link, clock }) };
}

it('a task that came while the control plane is away is handed back before anything of it has begun', async () => {
  const { clock, turn, environment, activities } = createGuarded();
  const run = environment.run(activities.reason, INPUT);
  const handedBack = expect(run).rejects.toMatchObject({
    type: 'unavailable',
    nonRetryable: false,
    nextRetryDelay: 500,
  });
  await clock.advance(2_000);
  await handedBack;
  expect(turn.calls).toEqual([]);
});

it('one that comes just before it is back runs', async () => {
  const { clock, link, turn, environment, activities } = createGuarded();
  const run = environment.run(activities.act, INPUT);
  await clock.advance(1_900);
  link.onState({ kind: 'connected' });
  await run;
  expect(turn.calls).toEqual(['act:1:0']);
});

it('a cancellation ends the wait as canceled', async () => {
  const { environment, activities } = createGuarded();
  const run = environment.run(activities.act, INPUT);
  environment.cancel();
  await expect(run).rejects.toMatchObject({ name: 'CancelledFailure' });
});
