import { expect, it } from 'vitest';
import type { SessionEvent } from '../session-event.ts';
import type { ClientFrame } from './frames.ts';
import { Subscription } from './subscription.ts';

// A subscription reads nothing else of an event.
const event = (sequence?: number) => ({ sequence, type: 'turn.started' }) as unknown as SessionEvent;

function open(after: number | 'latest' = 0) {
  const sent: ClientFrame[] = [];
  const subscription = new Subscription('s', after, (frame) => void sent.push(frame));
  subscription.open();
  return { subscription, sent, events: subscription.read() };
}

it('what a new socket repeats is told once', async () => {
  const { subscription, events } = open();
  for (const sequence of [1, 2, 1, 2, 3]) subscription.take(event(sequence));
  subscription.take(event());
  subscription.end();
  const seen = [];
  for await (const { sequence } of events) seen.push(sequence);
  expect(seen).toEqual([1, 2, 3, undefined]);
});

it('a new socket goes on after the last event, or where the server has begun', () => {
  const { subscription } = open('latest');
  expect(subscription.place).toBeNull();
  subscription.begin(7);
  expect(subscription.place).toEqual({ session_id: 's', after_sequence: 7 });
  subscription.take(event(8));
  expect(subscription.place).toEqual({ session_id: 's', after_sequence: 8 });
});

it('a reader that is far behind gets the rest later, from the log', async () => {
  const { subscription, sent, events } = open();
  for (let sequence = 1; sequence <= 1_200; sequence += 1) subscription.take(event(sequence));
  expect(sent.at(-1)).toEqual({ type: 'unsubscribe', session_id: 's' });
  expect(subscription.place).toBeNull();
  for (let read = 0; read < 1_000; read += 1) await events.next();
  const next = events.next();
  expect(sent.at(-1)).toEqual({ type: 'subscribe', session_id: 's', after_sequence: 1_000 });
  subscription.take(event(1_001));
  expect((await next).value).toMatchObject({ sequence: 1_001 });
});

it('a failure comes after what was read before it', async () => {
  const { subscription, events } = open();
  subscription.take(event(1));
  subscription.end(new Error('gone'));
  expect((await events.next()).value).toMatchObject({ sequence: 1 });
  await expect(events.next()).rejects.toThrow('gone');
});
