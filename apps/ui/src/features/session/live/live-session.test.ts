import type { SessionEvent } from '@everruns/sdk';
import { expect, test } from 'vitest';
import { EMPTY_LIVE_SESSION, takeEvents } from './live-session.ts';

const started = (sequence: number): SessionEvent => ({
  id: `event-${sequence}`,
  type: 'session.started',
  ts: '2026-01-01T00:00:00.000Z',
  session_id: 's',
  sequence,
  context: {},
  data: { agent_id: 'a' },
});

test('events that come twice, from the stream and from another tab, are kept once', () => {
  const once = takeEvents(EMPTY_LIVE_SESSION, [started(1), started(2)]);
  const twice = takeEvents(once, [started(2), started(3)]);
  expect(twice.events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(twice.state.sequence).toBe(3);
});

test('what brings nothing new leaves the log the very same object', () => {
  const once = takeEvents(EMPTY_LIVE_SESSION, [started(1)]);
  expect(takeEvents(once, [started(1)]).events).toBe(once.events);
});
