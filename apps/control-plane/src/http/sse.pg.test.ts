import { TurnId } from '@everruns/schemas';
import { EventSource } from 'eventsource';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { delta, MESSAGE, tokenOf } from '../events/testing/frames.ts';
import {
  insertSession,
  insertTurn,
  record,
  say,
  setStatus,
  startEventServer,
  type EventServer,
} from '../events/testing/event-server.ts';
import { openSse, type SseFrame } from '../events/testing/sse-client.ts';
import { ORG } from '../events/testing/memory-log.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
let server: EventServer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startEventServer({ databaseUrl: database.url });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const turn_id = () => TurnId.parse(v7());
const sseUrl = (session: string, query = '') => `${server.url}/v1/sessions/${session}/sse${query}`;
const sequenceOf = (frame: SseFrame | null) => frame?.data['sequence'] as number | undefined;
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ type: 'file.written', data: { path: `/${n}`, size_bytes: n } }));

describe('a stream', () => {
  it('says hello, replays the log and goes live', async () => {
    const session = await insertSession(server.db);
    const recorded = await record(server.db, session, [{ type: 'session.started', data: { text: 'Grüße\n"🙂"' } }]);
    const client = await openSse(sseUrl(session));
    expect(client.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    expect(await client.next()).toEqual({ event: 'connected', data: { session_id: session, after_sequence: 0 } });
    expect(client.retry).toBe(1000);
    const [event] = recorded;
    expect(await client.next()).toEqual({
      id: event?.id,
      event: 'session.started',
      data: {
        id: event?.id,
        type: 'session.started',
        ts: '2026-01-01T00:00:00.123Z',
        session_id: session,
        sequence: 1,
        context: {},
        data: { text: 'Grüße\n"🙂"' },
      },
    });
    await say(server, session, { type: 'turn.started' });
    expect(sequenceOf(await client.next())).toBe(2);
    client.close();
  });

  it.each([
    ['Last-Event-ID', (last: SseFrame) => ['', { 'last-event-id': last.id ?? '' }] as const],
    ['since_id', (last: SseFrame) => [`?since_id=${last.id}`, {}] as const],
    ['after_sequence', (last: SseFrame) => [`?after_sequence=${sequenceOf(last)}`, {}] as const],
  ])('is exactly the log for a reader that reconnects at every frame by %s', async (_name, resume) => {
    const session = await insertSession(server.db);
    const seen: unknown[] = [];
    let last: SseFrame | null = null;
    const writing = (async () => {
      for (let n = 0; n < 15; n += 1) await say(server, session, ...many(1 + (n % 3)));
    })();
    while (seen.length < 30) {
      const [query, headers] = last === null ? (['', {}] as const) : resume(last);
      const client = await openSse(sseUrl(session, query), headers);
      await client.next();
      last = await client.next();
      seen.push(sequenceOf(last));
      client.close();
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  });

  it('lets the header win over the repeated URL, and takes the id of a frame', async () => {
    const session = await insertSession(server.db);
    const [, , third] = await say(server, session, ...many(4));
    const client = await openSse(sseUrl(session, '?after_sequence=1'), { 'last-event-id': third?.id ?? '' });
    expect((await client.next())?.data['after_sequence']).toBe(3);
    expect(sequenceOf(await client.next())).toBe(4);
    const token = tokenOf(session);
    server.hub.openAttempt(ORG, token, MESSAGE);
    server.hub.publishFrame(token, 1, delta(0, 'Hello'));
    const frame = await client.next();
    expect(frame).toMatchObject({ event: 'output.message.delta', data: { data: delta(0, 'Hello').data } });
    expect(frame).not.toHaveProperty('id');
    client.close();
    const again = await openSse(sseUrl(session, `?since_id=${String(frame?.data['id'])}`));
    expect((await again.next())?.data['after_sequence']).toBe(4);
    expect((await again.next())?.data['data']).toEqual(delta(0, 'Hello').data);
    again.close();
  });

  it('from latest shows only what comes', async () => {
    const session = await insertSession(server.db);
    await say(server, session, ...many(3));
    const client = await openSse(sseUrl(session, '?after_sequence=latest'));
    await client.next();
    await say(server, session, ...many(1));
    expect(sequenceOf(await client.next())).toBe(4);
    client.close();
  });

  it('replays a long log whole', async () => {
    const session = await insertSession(server.db);
    await record(server.db, session, many(5_000));
    await record(server.db, session, [{ type: 'turn.started' }]);
    const client = await openSse(sseUrl(session));
    const frames = await client.until('turn.started');
    expect(frames.slice(1).map(sequenceOf)).toEqual(Array.from({ length: 5_001 }, (_, n) => n + 1));
    client.close();
  });

  it('carries the headers of CORS for a page that may read it', async () => {
    const session = await insertSession(server.db);
    const client = await openSse(sseUrl(session), { origin: 'https://ui.example', 'x-request-id': 'mine' });
    expect(client.headers).toMatchObject({
      'access-control-allow-origin': 'https://ui.example',
      'access-control-allow-credentials': 'true',
      'x-request-id': 'mine',
    });
    expect((await client.next())?.event).toBe('connected');
    client.close();
  });

  it('filters by names and prefixes', async () => {
    const session = await insertSession(server.db);
    const types = ['session.started', 'tool.started', 'tool.completed', 'turn.started', 'turn.completed'];
    await say(server, session, ...types.map((type) => ({ type })));
    const read = async (query: string) => {
      const client = await openSse(sseUrl(session, query));
      const frames = await client.until('turn.completed');
      client.close();
      return frames.slice(1).map((frame) => frame.event);
    };
    expect(await read('?types=tool.*&types=turn.completed')).toEqual([
      'tool.started',
      'tool.completed',
      'turn.completed',
    ]);
    expect(await read('?exclude=tool.*&exclude=session.started')).toEqual(['turn.started', 'turn.completed']);
    expect(await read('?types=turn.*&exclude=turn.started')).toEqual(['turn.completed']);
  });

  it.each([
    ['an unknown type', '?types=tool.nothing', {}, { status: 400, code: 'invalid_request', path: 'types' }],
    ['an unknown prefix', '?exclude=none.*', {}, { status: 400, code: 'invalid_request', path: 'exclude' }],
    [
      'text as Last-Event-ID',
      '',
      { 'last-event-id': 'x' },
      { status: 400, code: 'invalid_event_id', path: 'Last-Event-ID' },
    ],
    ['a foreign event', `?since_id=${v7()}`, {}, { status: 400, code: 'invalid_event_id', path: 'since_id' }],
    [
      'a frame of the future',
      '?since_id=00000000-ffff-8000-8000-000000000000',
      {},
      { status: 400, code: 'invalid_event_id', path: 'since_id' },
    ],
    [
      'a place beyond the end',
      '?after_sequence=99',
      {},
      { status: 400, code: 'invalid_request', path: 'after_sequence' },
    ],
    ['a negative place', '?after_sequence=-1', {}, { status: 400, code: 'invalid_request', path: 'after_sequence' }],
    ['an unknown parameter', '?from=1', {}, { status: 400, code: 'unknown_parameter', path: 'from' }],
  ])('is refused for %s', async (_name, query, headers, expected) => {
    const session = await insertSession(server.db);
    const answer = await openSse(sseUrl(session, query), headers);
    const problem = JSON.parse(await answer.text()) as { code: string; errors: { path: string }[] };
    expect({ status: answer.status, code: problem.code, path: problem.errors[0]?.path }).toEqual(expected);
  });

  it('of an unknown session is 404', async () => {
    expect((await openSse(sseUrl(v7()))).status).toBe(404);
  });

  it('beyond the limit is 429, and a reader that leaves makes room', async () => {
    const session = await insertSession(server.db);
    const clients = await Promise.all(Array.from({ length: 50 }, () => openSse(sseUrl(session))));
    const refused = await openSse(sseUrl(session));
    expect([refused.status, JSON.parse(await refused.text())]).toMatchObject([429, { code: 'too_many_streams' }]);
    for (const client of clients) client.close();
    await expect.poll(() => server.hub.watched().some((it) => it.session_id === session)).toBe(false);
    const next = await openSse(sseUrl(session));
    expect(next.status).toBe(200);
    next.close();
  });

  it('that is only asked for its head holds no place', async () => {
    const session = await insertSession(server.db);
    expect((await fetch(sseUrl(session), { method: 'HEAD' })).status).toBe(200);
    await expect.poll(() => server.hub.watched().some((it) => it.session_id === session)).toBe(false);
  });
});

describe('a reader that does not read', () => {
  it('is dropped at its buffer limit and loses nothing when it resumes', async () => {
    const session = await insertSession(server.db);
    const client = await openSse(sseUrl(session));
    await client.next();
    client.pause();
    const big = { type: 'file.written', data: { path: 'x'.repeat(500_000) } };
    let total = 0;
    while (server.hub.watched().some((it) => it.session_id === session)) {
      await say(server, session, big, big);
      total += 2;
      expect(total).toBeLessThan(200);
    }
    client.resume();
    let last = 0;
    for (let frame = await client.next(); frame !== null; frame = await client.next()) {
      expect(sequenceOf(frame)).toBe(last + 1);
      last += 1;
    }
    expect(last).toBeLessThan(total);
    const again = await openSse(sseUrl(session, `?after_sequence=${last}`));
    await again.next();
    for (let n = last + 1; n <= total; n += 1) expect(sequenceOf(await again.next())).toBe(n);
    again.close();
  });
});

describe('until=idle', () => {
  it('waits for the first turn and ends when it has come to rest', async () => {
    const session = await insertSession(server.db);
    await say(server, session, { type: 'session.started' });
    const client = await openSse(sseUrl(session, '?until=idle&types=turn.*'));
    const [, , idled] = await say(
      server,
      session,
      { type: 'turn.started' },
      { type: 'turn.completed' },
      { type: 'session.idled' },
    );
    const frames = await client.until('done');
    expect(frames.map((frame) => frame.event)).toEqual(['connected', 'turn.started', 'turn.completed', 'done']);
    expect(frames.at(-1)).toEqual({ id: idled?.id, event: 'done', data: { reason: 'idle' } });
    expect(await client.next()).toBeNull();
  });

  it('passes an earlier rest of a session that is busy again, and a park that waits for nobody', async () => {
    const session = await insertSession(server.db);
    await insertTurn(server.db, session, turn_id());
    await setStatus(server.db, session, 'active');
    await say(server, session, { type: 'session.idled' }, { type: 'turn.started' });
    const client = await openSse(sseUrl(session, '?until=idle'));
    const parked = { type: 'turn.parked', data: { turn_id: turn_id(), waiting_for: [] as string[] } };
    await say(server, session, parked);
    await say(server, session, { ...parked, data: { ...parked.data, waiting_for: ['call'] } });
    const frames = await client.until('done');
    expect(frames.map(sequenceOf)).toEqual([undefined, 1, 2, 3, 4, undefined]);
    expect(frames.at(-1)?.data).toEqual({ reason: 'requires_action' });
  });

  it('is done at once when the session rests and the reader had not seen all', async () => {
    const session = await insertSession(server.db);
    await insertTurn(server.db, session, turn_id());
    const recorded = await say(server, session, { type: 'session.idled' }, { type: 'file.written' });
    const frames = await (await openSse(sseUrl(session, '?until=idle&after_sequence=1'))).until('done');
    expect(frames.map((frame) => frame.event)).toEqual(['connected', 'file.written', 'done']);
    expect(frames.at(-1)).toMatchObject({ id: recorded[1]?.id, data: { reason: 'idle' } });
  });

  it('answers 204 to a reader that has all of a resting session, and waits under latest', async () => {
    const session = await insertSession(server.db);
    await insertTurn(server.db, session, turn_id());
    const [idled] = await say(server, session, { type: 'session.idled' });
    expect((await openSse(sseUrl(session, '?until=idle&after_sequence=1'))).status).toBe(204);
    expect(
      (await openSse(sseUrl(session, '?until=idle&after_sequence=latest'), { 'last-event-id': idled?.id ?? '' }))
        .status,
    ).toBe(204);
    const client = await openSse(sseUrl(session, '?until=idle&after_sequence=latest'));
    expect(client.status).toBe(200);
    await say(server, session, { type: 'turn.started' }, { type: 'session.idled' });
    expect((await client.until('done')).map((frame) => frame.event)).toEqual([
      'connected',
      'turn.started',
      'session.idled',
      'done',
    ]);
  });
});

it('the EventSource of npm follows a turn, reconnects by itself and stops at 204', async () => {
  const session = await insertSession(server.db);
  await insertTurn(server.db, session, turn_id());
  await setStatus(server.db, session, 'active');
  const source = new EventSource(sseUrl(session, '?until=idle'));
  const seen: unknown[] = [];
  const closed = new Promise<void>((resolve) => {
    source.addEventListener('error', () => source.readyState === source.CLOSED && resolve());
  });
  for (const type of ['turn.started', 'session.idled']) {
    source.addEventListener(type, (event) => seen.push((JSON.parse(event.data) as { sequence: number }).sequence));
  }
  await new Promise((resolve) => source.addEventListener('connected', resolve, { once: true }));
  await say(server, session, { type: 'turn.started' });
  await setStatus(server.db, session, 'idle');
  await say(server, session, { type: 'session.idled' });
  await closed;
  expect(seen).toEqual([1, 2]);
});

it('idle streams cost no SQL, get heartbeats, and are told to reconnect when the server goes down', async () => {
  const other = await startEventServer({ databaseUrl: database.url, heartbeatMs: 150 });
  const session = await insertSession(other.db);
  const url = `${other.url}/v1/sessions/${session}/sse`;
  const plain = await openSse(url);
  const visible = await openSse(`${url}?heartbeat=event`);
  await visible.next();
  const before = other.statements();
  expect(await visible.next()).toEqual({ event: 'heartbeat', data: {} });
  expect(await visible.next()).toEqual({ event: 'heartbeat', data: {} });
  expect(other.statements() - before).toBeLessThanOrEqual(1);
  await other.hub.close();
  const goodbye = { event: 'disconnecting', data: { reason: 'deploy', retry_ms: 100 } };
  expect((await plain.until('disconnecting')).at(-1)).toEqual(goodbye);
  expect(plain.comments).toContain('heartbeat');
  expect((await visible.until('disconnecting')).at(-1)).toEqual(goodbye);
  expect(await visible.next()).toBeNull();
  await other[Symbol.asyncDispose]();
});
