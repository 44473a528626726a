import { setTimeout as sleep } from 'node:timers/promises';
import { AttemptToken, EverrunsError, type ReasonOutcome } from '@everruns/schemas';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, it } from 'vitest';
import { type AtomExecutor, RetryLater } from '../executor/index.ts';
import { type ActivityDeps, createActivities } from './create-activities.ts';

const INPUT = {
  turn_id: '019a0000-0000-7000-8000-000000000001',
  session_id: '019a0000-0000-7000-8000-000000000002',
  segment: 3,
  iteration: 2,
  ordinal: 0,
};

const ignore = (): void => {};
const logger = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

function createEnvironment(info: { heartbeatTimeoutMs?: number } = {}): MockActivityEnvironment {
  return new MockActivityEnvironment(info, { logger });
}

function refuse(): never {
  throw new Error('not expected');
}

/** Of the generation of an iteration. */
function tokenOf(segment: number, iteration: number): AttemptToken {
  const atom = { turn_id: INPUT.turn_id, iteration, kind: 'reason', ordinal: 0 };
  return AttemptToken.parse({ atom, session_id: INPUT.session_id, segment, exec_id: INPUT.turn_id, attempt: 1 });
}

function createWith(atoms: Partial<AtomExecutor>, service: Partial<ActivityDeps['service']> = {}) {
  return createActivities({
    atoms: { reason: refuse, act: refuse, prove: refuse, askEarly: refuse, ...atoms },
    service: { waitForCalls: refuse, endSegment: refuse, ...service },
  });
}

it('an atom answers its outcome and nothing else', async () => {
  const outcome: ReasonOutcome = { kind: 'reason', done: true, call_ordinals: [], wait_ordinals: [] };
  const { reason } = createWith({
    reason: async ({ job }) => ({ outcome: { ...outcome, call_ordinals: [job.segment] }, begun: [] }),
  });
  expect(await createEnvironment().run(reason, INPUT)).toEqual({ ...outcome, call_ordinals: [3] });
});

it('a fenced atom ends silently', async () => {
  const { act } = createWith({
    act: async () => {
      throw new EverrunsError('fenced', 'newer');
    },
  });
  expect(await createEnvironment().run(act, INPUT)).toEqual({ kind: 'ended' });
});

it('a recorded failure becomes a retry after its delay', async () => {
  const { act } = createWith({
    act: async () => {
      throw new RetryLater(4_200);
    },
  });
  const run = createEnvironment().run(act, INPUT);
  await expect(run).rejects.toMatchObject({ type: 'retry_later', nextRetryDelay: 4_200, nonRetryable: false });
});

it('cancellation reaches the atom as its signal and ends as canceled', async () => {
  const environment = createEnvironment();
  const { act } = createWith({
    act: ({ signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
  });
  const run = environment.run(act, INPUT);
  environment.cancel();
  await expect(run).rejects.toMatchObject({ name: 'CancelledFailure' });
});

it('heartbeats come from a timer while an atom works', async () => {
  const environment = createEnvironment({ heartbeatTimeoutMs: 30 });
  const beats = Promise.withResolvers<void>();
  let count = 0;
  environment.on('heartbeat', () => {
    count += 1;
    if (count === 3) beats.resolve();
  });
  const { act } = createWith({
    act: async () => {
      await beats.promise;
      return { outcome: { kind: 'act', ok: true }, begun: [] };
    },
  });
  expect(await environment.run(act, INPUT)).toEqual({ kind: 'act', ok: true });
  const after = count;
  await sleep(50);
  expect(count).toBe(after);
});

it('a turn that reached its limit ends with a sentence for the person in the chat', async () => {
  const ends: unknown[] = [];
  const { endSegment } = createWith(
    { prove: async ({ job, iteration }) => tokenOf(job.segment, iteration) },
    {
      endSegment: async ({ token, end }) => {
        ends.push(end, token);
        return { status: 'ended' };
      },
    },
  );
  const input = {
    turn_id: INPUT.turn_id,
    segment: 1,
    end: { kind: 'failed', code: 'max_iterations', iteration: 5 },
  } as const;
  expect(await createEnvironment().run(endSegment, input)).toEqual({ kind: 'ended' });
  expect(ends).toEqual([
    { kind: 'failed', code: 'max_iterations', message: expect.stringContaining('limit of steps') },
    tokenOf(1, 5),
  ]);
});
