import { createFakeClock } from '@everruns/core/testing';
import { EverrunsError } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { createControlPlaneLink } from './control-plane-link.ts';

const CONNECTED = { kind: 'connected' } as const;
const BROKEN = { kind: 'broken', error: new EverrunsError('unavailable', 'gone') } as const;
const NEVER = new AbortController().signal;

function createLink() {
  const clock = createFakeClock();
  const lines: string[] = [];
  const write = (_details: object, message: string): void => void lines.push(message);
  const link = createControlPlaneLink({ address: 'cp:9001', clock, log: { info: write, warn: write } });
  return { clock, lines, link };
}

it('the gate is closed until the control plane has answered, and says once in a while why', async () => {
  const { clock, lines, link } = createLink();
  expect(link.untilClosed().aborted).toBe(true);
  let isOpen = false;
  const opened = link.whenOpen(NEVER).then(() => (isOpen = true));
  for (let time = 0; time < 20; time += 1) {
    link.onState(BROKEN);
    await clock.advance(1_000);
  }
  expect([isOpen, lines]).toEqual([
    false,
    ['The control plane does not answer. This worker takes no tasks until it does.'],
  ]);
  link.onState(CONNECTED);
  await opened;
  expect(lines.at(-1)).toBe('The control plane answers.');
  expect(link.untilClosed().aborted).toBe(false);
});

it('a connection that is back within a second was never away', async () => {
  const { clock, lines, link } = createLink();
  link.onState(CONNECTED);
  const closed = link.untilClosed();
  link.onState(BROKEN);
  await clock.advance(900);
  link.onState(BROKEN);
  link.onState(CONNECTED);
  await clock.advance(5_000);
  expect([closed.aborted, link.untilClosed()]).toEqual([false, closed]);
  expect(lines).toHaveLength(1);
});

it('one that stays away closes the gate, and its return opens it anew', async () => {
  const { clock, lines, link } = createLink();
  link.onState(CONNECTED);
  const closed = link.untilClosed();
  link.onState(BROKEN);
  await clock.advance(1_000);
  expect(closed.aborted).toBe(true);
  expect(lines.at(-1)).toBe('The control plane is unreachable. This worker takes no tasks until it is back.');
  const opened = link.whenOpen(NEVER);
  link.onState(CONNECTED);
  await opened;
  expect([link.untilClosed().aborted, link.untilClosed() === closed]).toEqual([false, false]);
});

it('whoever waits may give up', async () => {
  const { link } = createLink();
  const over = new AbortController();
  const waiting = link.whenOpen(over.signal);
  over.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(link.whenOpen(over.signal)).rejects.toThrow('enough');
});

it('a refused token closes the gate at once and is said in one sentence', async () => {
  const { link } = createLink();
  link.onState(CONNECTED);
  const closed = link.untilClosed();
  link.onState({
    kind: 'broken',
    error: new EverrunsError('unauthenticated', 'The worker token is missing or wrong.'),
  });
  expect(closed.aborted).toBe(true);
  expect((await link.refused).message).toBe(
    'The control plane at cp:9001 refuses the token of this worker: set WORKER_GRPC_TOKEN to the one that the control plane has.',
  );
});
