import { describe, expect, it } from 'vitest';
import {
  isEphemeralEventType,
  isMessageEventType,
  isRecordedEventType,
  MESSAGE_EVENT_TYPES,
  RECORDED_EVENTS,
} from './catalog.ts';
import { parseEvent } from './envelope.ts';

const id = '0194f7a0-0000-7000-8000-000000000001';
const envelope = { id, ts: '2026-11-20T09:30:00.000Z', session_id: id, context: {} };

describe('an event', () => {
  it.each(['turn.exploded', 'toString', '__proto__', ''])('of the unknown type %j does not open', (type) => {
    expect(() => parseEvent({ ...envelope, type, data: {} })).toThrow(/unknown event type/);
  });

  it.each([
    { sequence: 0 },
    { sequence: 1.5 },
    { ts: 'yesterday' },
    { id: 'x' },
    { data: { turn_id: 'x' } },
    { data: null },
  ])('with %j does not open', (fields) => {
    expect(() =>
      parseEvent({ ...envelope, sequence: 1, type: 'turn.resumed', data: { turn_id: id }, ...fields }),
    ).toThrow();
  });

  it('is recorded or ephemeral, by its type', () => {
    expect([isRecordedEventType('turn.started'), isEphemeralEventType('turn.started')]).toEqual([true, false]);
    expect([isRecordedEventType('tool.progress'), isEphemeralEventType('tool.progress')]).toEqual([false, true]);
    expect([isRecordedEventType('constructor'), isEphemeralEventType('constructor')]).toEqual([false, false]);
  });

  it('that makes up the conversation is recorded', () => {
    expect(MESSAGE_EVENT_TYPES.filter((type) => !isRecordedEventType(type))).toEqual([]);
    expect(Object.keys(RECORDED_EVENTS).filter(isMessageEventType).toSorted()).toEqual(
      [...MESSAGE_EVENT_TYPES].toSorted(),
    );
  });
});
