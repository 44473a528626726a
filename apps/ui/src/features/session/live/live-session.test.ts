import type { SessionEvent } from '@everruns/sdk';
import { describe, expect, it } from 'vitest';
import { EMPTY_LIVE_SESSION, joinTail, openTail, takeEvents } from './live-session.ts';

const TS = '2026-01-01T00:00:00.000Z';

function record(sequence: number, type: string, data: object, turn_id?: string): SessionEvent {
  const context = turn_id === undefined ? {} : { turn_id };
  // The events have the form of the stream, where the type determines the data.
  return { id: `e${sequence}`, type, ts: TS, session_id: 's', sequence, context, data } as SessionEvent;
}

const started = (sequence: number): SessionEvent => record(sequence, 'session.started', { agent_id: 'a' });

/** Two turns, the second of which was steered halfway and still streams. */
function writeLog(): SessionEvent[] {
  const say = (sequence: number, id: string, turn_id: string): SessionEvent => {
    const content = [{ type: 'text', text: id }];
    const message = { id, session_id: 's', turn_id, role: 'user', content, created_at: TS };
    return record(sequence, 'input.message', { message }, turn_id);
  };
  const usage = {
    input_tokens: 1,
    output_tokens: 1,
    cache_read_tokens: 0,
    cache_creation_tokens: 0,
    reasoning_tokens: 0,
  };
  return [
    started(1),
    say(2, 'one', 't1'),
    record(3, 'turn.started', { turn_id: 't1', agent_version: 1 }, 't1'),
    record(4, 'turn.completed', { turn_id: 't1', iterations: 1, duration_ms: 5, usage }, 't1'),
    say(5, 'two', 't2'),
    record(6, 'turn.started', { turn_id: 't2', agent_version: 1 }, 't2'),
    record(7, 'reason.started', { iteration: 1, model: 'm', provider: 'p' }, 't2'),
    say(8, 'and this', 't2'),
    record(9, 'output.message.started', { message_id: 'm2' }, 't2'),
  ];
}

const delta: SessionEvent = {
  id: 'd',
  type: 'output.message.delta',
  ts: TS,
  session_id: 's',
  context: { turn_id: 't2' },
  data: { message_id: 'm2', attempt: 1, part: 0, offset: 0, delta: 'Hel' },
};

it('events that come twice, from the stream and from another tab, are kept once', () => {
  const once = takeEvents(EMPTY_LIVE_SESSION, [started(1), started(2)]);
  const twice = takeEvents(once, [started(2), started(3)]);
  expect(twice.events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  expect(twice.state.sequence).toBe(3);
});

it('what brings nothing new leaves the log the very same object', () => {
  const once = takeEvents(EMPTY_LIVE_SESSION, [started(1)]);
  expect(takeEvents(once, [started(1)]).events).toBe(once.events);
});

describe('the end of a log', () => {
  const log = writeLog();

  it('that reaches to its beginning is the whole log', () => {
    expect(openTail(log)).toEqual(takeEvents(EMPTY_LIVE_SESSION, log));
  });

  it('is shown from where something was said, and is empty where nothing was', () => {
    const tail = openTail(log.slice(2));
    expect(tail).toMatchObject({ isWhole: false, state: { sequence: 9, active_turn_id: 't2' } });
    expect(tail.events.map(({ sequence }) => sequence)).toEqual([5, 6, 7, 8, 9]);
    expect(openTail(log.slice(2, 4))).toBe(EMPTY_LIVE_SESSION);
  });

  it.each([2, 5, 6])('from event %i on, with what came before it, is what the whole log comes to', (from) => {
    const tail = takeEvents(openTail(log.slice(from - 1)), [delta]);
    const before = tail.events[0]?.sequence ?? 0;
    const whole = joinTail(takeEvents(EMPTY_LIVE_SESSION, log.slice(0, before - 1)), tail);
    expect(whole).toEqual(takeEvents(EMPTY_LIVE_SESSION, [...log, delta]));
    expect(whole.state.messages.at(-1)).toBe(tail.state.messages.at(-1));
  });
});
