import { SessionId, TurnId } from '@everruns/schemas';
import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '../db/database.ts';
import { toEventId } from '../kernel/event-id.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createLogger } from '@everruns/log';
import { findLogPlace, listEventRows, readEventPage, type EventListQuery } from './events.ts';

const ORG = '00000000-0000-7000-8000-000000000001';
const TURNS = [v7(), v7()].map((id) => TurnId.parse(id));
const [FIRST, SECOND] = TURNS;
const UUIDS = [v7(), v7()];
/** The first three events are rows of the release that wrote one row an event. */
const OLD = [v7(), v7(), v7()];

let test: TestDatabase;
let database: OpenDatabase;
let client: pg.Client;
const session = SessionId.parse(v7());
const other = SessionId.parse(v7());

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.url, size: 2, log: createLogger({ level: 'silent' }) });
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
  const agent = v7();
  await client.query(
    `insert into agents (org_id, id, name, system_prompt, capabilities, tools, limits, busy_policy) values ($1, $2, 'a', 'b', '[]', '[]', '{}', 'queue')`,
    [ORG, agent],
  );
  for (const id of [session, other]) {
    await client.query(
      `insert into sessions (org_id, id, agent_id, next_sequence, usage) values ($1, $2, $3, 12, '{}')`,
      [ORG, id, agent],
    );
    await fill(id);
  }
});
afterAll(async () => {
  await client.end();
  await database.close();
  await test[Symbol.asyncDispose]();
});

/** Sequences 1 to 3 one a row, 4 to 8 and 9 to 11 in two chunks. */
async function fill(id: string): Promise<void> {
  for (const [index, event] of OLD.entries()) {
    await client.query(
      `insert into events (org_id, session_id, sequence, id, type, ts, turn_id, context, data) values ($1, $2, $3, $4, $5, now(), $6, E'{"old":\\n1}', E'{"n":\\n1}')`,
      [ORG, id, index + 1, id === session ? event : v7(), index === 0 ? 'llm.generation' : 'input.message', FIRST],
    );
  }
  const chunks = [
    {
      last: 8,
      turn: FIRST,
      types: ['input.message', 'turn.started', 'llm.generation', 'turn.completed', 'session.idled'],
    },
    { last: 11, turn: SECOND, types: ['input.message', 'turn.started', 'turn.failed'] },
  ];
  for (const [index, { last, turn, types }] of chunks.entries()) {
    await client.query(
      `insert into event_chunks (org_id, session_id, sequence, id, ts, turn_id, types, contexts, places, data, is_numbered, has_generation, has_edit)
       values ($1, $2, $3, $4, now(), $5, $6, $7, $8, $9, true, $10, false)`,
      [
        ORG,
        id,
        last,
        toEventId(id === session ? (UUIDS[index] ?? '') : v7(), last),
        turn,
        types,
        [{ turn_id: turn }, { turn_id: turn, attempt: 1 }],
        types.map((type) => (type === 'session.idled' ? 0 : type === 'llm.generation' ? 2 : 1)),
        types.map((type) => ({ is: type })),
        types.includes('llm.generation'),
      ],
    );
  }
}

const idAt = (sequence: number): string => OLD[sequence - 1] ?? toEventId(UUIDS[sequence > 8 ? 1 : 0] ?? '', sequence);
const all = Array.from({ length: 11 }, (_, index) => index + 1);

describe('a page of the log', () => {
  it.each([0, 2, 3, 5, 8, 10, 11, 99])('after %i begins with the next event, whatever its row', async (after) => {
    for (const limit of [1, 2, 4, 100]) {
      const rows = await readEventPage(database.db, { org_id: ORG, session_id: session, after_sequence: after, limit });
      expect(rows.map(({ sequence }) => sequence)).toEqual(all.slice(after, after + limit));
      expect(rows.map(({ id }) => id)).toEqual(all.slice(after, after + limit).map(idAt));
    }
  });

  it('has each event as it was written', async () => {
    const rows = await readEventPage(database.db, { org_id: null, session_id: session, after_sequence: 0, limit: 100 });
    const shown = rows.map(({ type, turn_id, context, data }) => [type, turn_id, context, data]);
    expect(shown[1]).toEqual(['input.message', FIRST, '{"old":\n1}', '{"n":\n1}']);
    expect(shown[5]).toEqual([
      'llm.generation',
      FIRST,
      JSON.stringify({ turn_id: FIRST, attempt: 1 }),
      '{"is":"llm.generation"}',
    ]);
    expect(shown[6]).toEqual(['turn.completed', FIRST, JSON.stringify({ turn_id: FIRST }), '{"is":"turn.completed"}']);
    expect(shown[7]).toEqual(['session.idled', null, '{}', '{"is":"session.idled"}']);
  });

  it('of another organization is empty', async () => {
    const query = { org_id: v7(), session_id: session, after_sequence: 0, limit: 100 };
    expect(await readEventPage(database.db, query)).toEqual([]);
  });
});

describe('a list of the log', () => {
  const list = async (query: Partial<EventListQuery>): Promise<number[]> => {
    const base = { org_id: ORG, session_id: session, after_sequence: 0, before_sequence: null, limit: 100 };
    const rows = await listEventRows(database.db, {
      ...base,
      types: null,
      turn_id: null,
      direction: 'forward',
      ...query,
    });
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ sequence }) => idAt(sequence)));
    return rows.map(({ sequence }) => sequence);
  };

  it.each([1, 2, 4, 5, 7, 9, 10, 12])('backward from %i ends just below it', async (before) => {
    const below = all.filter((sequence) => sequence < before).toReversed();
    for (const limit of [1, 3, 100]) {
      expect(await list({ before_sequence: before, direction: 'backward', limit })).toEqual(below.slice(0, limit));
      expect(await list({ before_sequence: before, limit })).toEqual(below.toReversed().slice(0, limit));
    }
  });

  it('finds types and turns inside rows', async () => {
    expect(await list({ types: ['llm.generation', 'session.idled'] })).toEqual([1, 6, 8]);
    expect(await list({ types: ['input.message'], after_sequence: 2 })).toEqual([3, 4, 9]);
    expect(await list({ types: ['input.message'], before_sequence: 9, direction: 'backward' })).toEqual([4, 3, 2]);
    expect(await list({ turn_id: FIRST ?? null })).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await list({ turn_id: SECOND ?? null, after_sequence: 9 })).toEqual([10, 11]);
    expect(await list({ types: ['turn.parked'] })).toEqual([]);
  });
});

describe('the place of an event', () => {
  const find = async (id: string, place = Number.parseInt(id.slice(-10), 16)): Promise<number | null | undefined> =>
    (await findLogPlace(database.db, { org_id: ORG, session_id: session, event_id: id, place }))?.event_sequence;

  it('is found by the id of any event, of this release or an older one', async () => {
    expect(await Promise.all(all.map((sequence) => find(idAt(sequence))))).toEqual(all);
  });

  it('is not found by another id with the same sequence, or beyond the log, or of an old row', async () => {
    for (const sequence of [1, 3, 4, 6, 11, 12]) expect(await find(toEventId(v7(), sequence))).toBeNull();
    expect(await find(toEventId(UUIDS[0] ?? '', 9))).toBeNull();
    expect(await find(toEventId(UUIDS[0] ?? '', 3))).toBeNull();
    expect(await find(toEventId(OLD[0] ?? '', 0))).toBeNull();
  });

  it('is not found in another session', async () => {
    const query = { org_id: ORG, session_id: other, event_id: idAt(6), place: 6 };
    expect(await findLogPlace(database.db, query)).toMatchObject({ event_sequence: null, head: 11 });
    const old = { org_id: ORG, session_id: other, event_id: idAt(2), place: 2 };
    expect(await findLogPlace(database.db, old)).toMatchObject({ event_sequence: null });
  });
});
