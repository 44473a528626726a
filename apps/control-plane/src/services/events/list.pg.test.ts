import { TurnId } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertSession, record, startEventServer, type EventServer } from '../../events/testing/event-server.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';

let database: TestDatabase;
let server: EventServer;
let session: string;
let ids: string[];
const turn = TurnId.parse(v7());

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startEventServer({ databaseUrl: database.url });
  const created = await insertSession(server.db);
  session = created;
  const events = Array.from({ length: 130 }, (_, n) => ({
    type: n % 2 === 0 ? 'tool.started' : 'turn.started',
    data: { n },
  }));
  const recorded = await record(server.db, created, [...events, { type: 'turn.completed', turn_id: turn }]);
  ids = recorded.map((event) => event.id);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

interface Page {
  data: { sequence: number; type: string }[];
  has_more: boolean;
}

async function list(query: string): Promise<{ sequences: number[]; has_more: boolean }> {
  const page = (await (await fetch(`${server.url}/v1/sessions/${session}/events${query}`)).json()) as Page;
  return { sequences: page.data.map((event) => event.sequence), has_more: page.has_more };
}

const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);

describe('the list of events', () => {
  it('gives the stored envelope', async () => {
    const page = await (await fetch(`${server.url}/v1/sessions/${session}/events?limit=1`)).json();
    const event = {
      id: ids[0],
      type: 'tool.started',
      ts: '2026-01-01T00:00:00.123Z',
      session_id: session,
      sequence: 1,
      context: {},
      data: { n: 0 },
    };
    expect(page).toEqual({ data: [event], has_more: true });
  });

  it.each([
    ['the first hundred', '', range(1, 100), true],
    ['what follows a sequence', '?after_sequence=128', [129, 130, 131], false],
    ['a bounded page', '?after_sequence=10&limit=3', [11, 12, 13], true],
    ['the page just below a sequence', '?before_sequence=100&limit=3', [97, 98, 99], true],
    ['the beginning, seen from below', '?before_sequence=3', [1, 2], false],
    ['a window', '?after_sequence=5&before_sequence=8', [6, 7], false],
    ['a family of types', '?types=tool.*&limit=3&after_sequence=100', [101, 103, 105], true],
    ['two types', '?types=turn.started&types=turn.completed&after_sequence=127', [128, 130, 131], false],
    ['everything at once', '?limit=1000', range(1, 131), false],
    ['one turn', `?turn_id=${turn}`, [131], false],
  ])('gives %s', async (_name, query, sequences, has_more) => {
    expect(await list(query)).toEqual({ sequences, has_more });
  });

  it('follows an event by its id', async () => {
    expect((await list(`?since_id=${ids[129]}`)).sequences).toEqual([131]);
  });

  it.each([
    '?limit=1001',
    '?limit=0',
    '?limit=x',
    '?types=nothing',
    '?since_id=x',
    '?turn_id=x',
    '?after_sequence=200',
  ])('refuses %s', async (query) => {
    expect((await fetch(`${server.url}/v1/sessions/${session}/events${query}`)).status).toBe(400);
  });

  it('of an unknown session is 404', async () => {
    expect((await fetch(`${server.url}/v1/sessions/${v7()}/events`)).status).toBe(404);
  });
});
