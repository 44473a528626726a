import type { SessionEvent } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { groupEvents, type LogRow } from './group-events.ts';

const event = (sequence: number, turn_id?: string) =>
  ({ sequence, context: turn_id === undefined ? {} : { turn_id } }) as SessionEvent;
const EVENTS = [event(1), event(2, 'a'), event(3, 'a'), event(4), event(5, 'a'), event(6, 'b')];
const tell = (row: LogRow) => (row.kind === 'turn' ? `${row.turnId}: ${row.count}` : row.event.sequence);

it('the events of a turn stand under its heading, what belongs to none between them', () => {
  expect(groupEvents(EVENTS, new Set()).map(tell)).toEqual([1, 'a: 3', 2, 3, 4, 5, 'b: 1', 6]);
});

it('a closed turn is its heading alone', () => {
  expect(groupEvents(EVENTS, new Set(['a'])).map(tell)).toEqual([1, 'a: 3', 4, 'b: 1', 6]);
});
