import { OrganizationId, SessionId, TurnId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { sequenceInEventId, toEventId } from '../../kernel/event-id.ts';
import { toChunks } from './event-chunks.ts';
import type { AppendedEvent } from './to-message.ts';

const ORG = OrganizationId.parse(v7());
const SESSION = SessionId.parse(v7());
const [FIRST, SECOND] = [TurnId.parse(v7()), TurnId.parse(v7())];
const UUID = v7();

interface Appended {
  turn?: TurnId | null;
  context?: object;
  type?: string;
  uuid?: string;
  ts?: string;
  characters?: number;
}

/** The events of one decision, from sequence 5 on. */
function append(...events: readonly Appended[]): AppendedEvent[] {
  return events.map(
    (
      { turn = null, context, type = 'turn.started', uuid = UUID, ts = '2026-01-01T00:00:00.000Z', characters },
      index,
    ) => ({
      org_id: ORG,
      session_id: SESSION,
      sequence: 5 + index,
      id: toEventId(uuid, 5 + index),
      type,
      ts,
      turn_id: turn,
      data: { index },
      context_json: JSON.stringify(context ?? (turn === null ? {} : { turn_id: turn })),
      data_json: JSON.stringify({ index, ...(characters === undefined ? {} : { text: 'x'.repeat(characters) }) }),
    }),
  );
}

it('puts the events of a decision into one row, each of their contexts once', () => {
  const attempt = { turn_id: FIRST, attempt: 1 };
  const events = append(
    { turn: FIRST, context: attempt, type: 'llm.generation' },
    { turn: FIRST },
    { turn: FIRST, context: attempt },
    { type: 'session.idled' },
  );
  expect(toChunks(events)).toEqual([
    {
      org_id: ORG,
      session_id: SESSION,
      sequence: 8,
      id: toEventId(UUID, 8),
      ts: '2026-01-01T00:00:00.000Z',
      turn_id: FIRST,
      types: ['llm.generation', 'turn.started', 'turn.started', 'session.idled'],
      contexts: [JSON.stringify(attempt), JSON.stringify({ turn_id: FIRST })],
      places: [1, 2, 1, 0],
      data: ['{"index":0}', '{"index":1}', '{"index":2}', '{"index":3}'],
      has_generation: true,
      has_edit: false,
    },
  ]);
});

it.each([
  { name: 'two turns', events: append({ turn: FIRST }, { turn: SECOND }), sizes: [1, 1] },
  { name: 'a turn after an event of none', events: append({}, { turn: FIRST }, {}), sizes: [3] },
  {
    name: 'a context without a turn, then a turn',
    events: append({ context: { traceparent: 't' } }, { turn: FIRST }),
    sizes: [1, 1],
  },
  { name: 'decisions at two moments', events: append({}, { ts: '2026-01-01T00:00:00.001Z' }), sizes: [1, 1] },
  {
    name: 'decisions with ids of their own',
    events: append({ turn: FIRST }, { turn: FIRST, uuid: v7() }),
    sizes: [1, 1],
  },
  {
    name: 'what is large',
    events: append({}, { characters: 9_000 }, { characters: 9_000 }, { characters: 90_000 }, {}, {}),
    sizes: [2, 1, 1, 2],
  },
  { name: 'nothing', events: [], sizes: [] },
])('cuts $name', ({ events, sizes }) => {
  const chunks = toChunks(events);
  expect(chunks.map(({ types }) => types.length)).toEqual(sizes);
  expect(chunks.at(-1)?.sequence).toBe(events.at(-1)?.sequence);
});

it.each(['context.compacted', 'history.repaired', 'message.excluded'])('marks a row with %s', (type) => {
  expect(toChunks(append({}, { type }))).toMatchObject([{ has_edit: true, has_generation: false }]);
});

it('an event id is a UUID v7 that holds its sequence', () => {
  const id = toEventId(UUID, 0xab_cdef_0123);
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{2}abcdef0123$/);
  expect(id.slice(0, 26)).toBe(UUID.slice(0, 26));
  expect(sequenceInEventId(id)).toBe(0xab_cdef_0123);
});
