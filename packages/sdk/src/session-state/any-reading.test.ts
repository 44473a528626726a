import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionLog } from '../../test/session-log.ts';
import type { SessionEvent } from '../session-event.ts';
import { applyEvent } from './apply-event.ts';
import { initialSessionState, type SessionState } from './session-state.ts';

const reduce = (events: readonly SessionEvent[], from: SessionState = initialSessionState): SessionState =>
  events.reduce(applyEvent, from);

interface TurnPlan {
  answers: { text: string; size: number; calls: number; attempts: number }[];
  isCanceled: boolean;
  queued: number;
}

const turnPlan: fc.Arbitrary<TurnPlan> = fc.record({
  answers: fc.array(
    fc.record({
      text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      size: fc.integer({ min: 1, max: 7 }),
      calls: fc.integer({ min: 0, max: 3 }),
      attempts: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  isCanceled: fc.boolean(),
  queued: fc.integer({ min: 0, max: 2 }),
});
const log = fc.array(turnPlan, { minLength: 1, maxLength: 4 }).map(writeLog);

function writeLog(turns: TurnPlan[]): SessionEvent[] {
  const written = new SessionLog();
  for (const [index, { answers, isCanceled, queued }] of turns.entries()) {
    const turn = `t${index}`;
    written.input(turn, 'hi').startTurn(turn);
    for (let count = 1; count <= queued; count += 1) written.queue(`${turn}-q${count}`, 'queue');
    for (const [at, { text, size, calls, attempts }] of answers.entries()) {
      written.startAnswer(turn, at + 1);
      for (let attempt = 1; attempt <= attempts; attempt += 1) written.say(turn, at + 1, { text, size, attempt });
      written.endAnswer(turn, at + 1, { text, calls, attempt: attempts });
      if (calls > 0) written.act(turn, at + 1, calls);
    }
    if (isCanceled) written.startAnswer(turn, answers.length + 1).cancelTurn(turn);
    else written.endTurn(turn, answers.length);
  }
  return written.record('session.idled', { stop_reason: 'completed' }).events;
}

/** The places at which a reader is cut off. At each one it reads some frames again, or never. */
const cuts = fc.array(fc.record({ at: fc.nat(300), back: fc.nat(20), lost: fc.nat(5) }), { maxLength: 8 });

function readWithCuts(events: SessionEvent[], places: { at: number; back: number; lost: number }[]): SessionEvent[] {
  const seen: SessionEvent[] = [];
  let position = 0;
  for (const { at, back, lost } of places.toSorted((left, right) => left.at - right.at)) {
    seen.push(...events.slice(position, at));
    const missed = events.slice(at, at + lost).filter(({ sequence }) => sequence !== undefined);
    seen.push(...missed);
    position = Math.max(0, at + lost - back);
  }
  return [...seen, ...events.slice(position)];
}

describe('however a log is read, the state is the same', () => {
  it('with frames twice, out of date, or never', () => {
    fc.assert(
      fc.property(log, cuts, (events, places) => {
        expect(reduce(readWithCuts(events, places))).toEqual(reduce(events));
      }),
      { numRuns: 200 },
    );
  });

  it('from the recorded events alone', () => {
    fc.assert(
      fc.property(log, (events) => {
        expect(reduce(events.filter(({ sequence }) => sequence !== undefined))).toEqual(reduce(events));
      }),
    );
  });

  it('from a state that was put away as JSON, and the rest', () => {
    fc.assert(
      fc.property(log, fc.nat(300), (events, at) => {
        const before = JSON.parse(JSON.stringify(reduce(events.slice(0, at)))) as SessionState;
        expect(reduce(events.slice(at), before)).toEqual(reduce(events));
      }),
    );
  });
});

describe('a long session', () => {
  const answers = [{ text: 'x'.repeat(90), size: 10, calls: 2, attempts: 1 }];
  const events = writeLog(Array.from({ length: 500 }, () => ({ answers, isCanceled: false, queued: 0 })));

  it('keeps the messages and turns that an event does not touch', () => {
    const state = reduce(events.slice(0, -30));
    const next = reduce(events.slice(-30), state);
    const kept = next.messages.filter((message, index) => message === state.messages[index]);
    expect(kept.length).toBeGreaterThan(next.messages.length - 6);
    expect(next.turns.filter((turn, index) => turn === state.turns[index]).length).toBeGreaterThan(495);
  });
});
