import { SessionId, TurnId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { BusHint } from '../hub.ts';
import { HintQueue } from './hint-queue.ts';

const MAX_HINTS = 5_000;
const session = SessionId.parse(v7());
const recorded = (sequence: number, session_id = session): BusHint => ({ kind: 'recorded', session_id, sequence });
const closed: BusHint = { kind: 'closed', session_id: session, atom_key: 'a' };
const stop: BusHint = { kind: 'stop', turn_id: TurnId.parse(v7()), segment: 1, reason: 'canceled' };

const filled = (...hints: BusHint[]): HintQueue => {
  const queue = new HintQueue();
  for (const hint of hints) queue.add(hint);
  return queue;
};

it('of the recorded sequences of a session only the highest is kept, in whichever order they come', () => {
  const other = SessionId.parse(v7());
  const queue = filled(recorded(3), recorded(7), recorded(5), recorded(2, other));
  expect(queue.takeAll()).toEqual([recorded(7), recorded(2, other)]);
});

it('other hints are kept in their order, behind the recorded ones', () => {
  expect(filled(closed, stop, recorded(1)).takeAll()).toEqual([recorded(1), closed, stop]);
});

it('what was taken is not taken again', () => {
  const queue = filled(recorded(1), closed);
  queue.takeAll();
  expect(queue.takeAll()).toEqual([]);
});

it('is empty only without any hint', () => {
  expect(filled().isEmpty).toBe(true);
  expect(filled(recorded(1)).isEmpty).toBe(false);
  expect(filled(closed).isEmpty).toBe(false);
  const queue = filled(recorded(1), closed);
  queue.takeAll();
  expect(queue.isEmpty).toBe(true);
});

it('a full queue drops what the sweep makes good, and keeps what stops a turn and what is recorded', () => {
  const queue = filled(...Array.from({ length: MAX_HINTS }, () => closed));
  queue.add(closed);
  queue.add(stop);
  queue.add(recorded(1));
  const taken = queue.takeAll();
  expect(taken).toHaveLength(MAX_HINTS + 2);
  expect([taken[0], taken.at(-1)]).toEqual([recorded(1), stop]);
});
