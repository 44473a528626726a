import { randomUUID } from 'node:crypto';
import { formatAtomKey, TurnId } from '@everruns/schemas';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import { systemClock } from '@everruns/kernel';
import { createIds } from '../../kernel/create-ids.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { BusHint, EventBus } from '../hub.ts';
import { insertSession, say, startEventServer, type EventServer } from '../testing/event-server.ts';
import { delta, follow, MESSAGE, tokenOf } from '../testing/frames.ts';
import { ORG } from '../testing/memory-log.ts';
import { openSse } from '../testing/sse-client.ts';
import { createPostgresBus } from './postgres.ts';

const STOP: BusHint = { kind: 'stop', turn_id: TurnId.parse(randomUUID()), segment: 1, reason: 'canceled' };

interface Replica {
  bus: EventBus;
  server: EventServer;
}

let database: TestDatabase;
let here: Replica;
let there: Replica;

async function startReplica(): Promise<Replica> {
  const bus = createPostgresBus({
    url: database.url,
    ids: createIds(systemClock),
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  bus.setActive(true);
  return { bus, server: await startEventServer({ databaseUrl: database.url, bus }) };
}

/** Both hear each other. */
async function waitUntilJoined(): Promise<void> {
  for (const [from, to] of [
    [here, there],
    [there, here],
  ] as const) {
    let heard = 0;
    const stop = to.bus.subscribe((hint) => (heard += hint.kind === 'stop' ? 1 : 0));
    await expect.poll(() => (from.bus.publish(STOP), heard)).toBeGreaterThan(0);
    stop();
  }
}

beforeEach(async () => {
  database = await createTestDatabase();
  [here, there] = [await startReplica(), await startReplica()];
  await waitUntilJoined();
});
afterEach(async () => {
  await here.server[Symbol.asyncDispose]();
  await there.server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const busConnections = () =>
  runSql<{ pid: number }>(
    here.server.db,
    `select pid from pg_stat_activity where application_name = 'everruns bus' and datname = current_database()`,
    [],
  );

describe('two replicas on one database', () => {
  it('show readers on both the same dense order when they publish in turns', async () => {
    const session = await insertSession(here.server.db);
    const clients = await Promise.all(
      [here, there].map(({ server }) => openSse(`${server.url}/v1/sessions/${session}/sse`)),
    );
    for (let n = 0; n < 40; n += 1) await say((n % 2 === 0 ? here : there).server, session, { type: 'turn.started' });
    for (const client of clients) {
      await client.next();
      for (let n = 1; n <= 40; n += 1) expect((await client.next())?.data['sequence']).toBe(n);
      client.close();
    }
  });

  it('carry deltas larger than a payload, and what was said before a reader joined', async () => {
    const session = await insertSession(here.server.db);
    const token = tokenOf(session);
    const beginning = 'Grüße 🙂 '.repeat(3_000);
    const rest = '🙂é'.repeat(4_000);
    await say(here.server, session, { type: 'output.message.started' });
    here.server.hub.openAttempt(ORG, token, MESSAGE);
    here.server.hub.publishFrame(token, 1, delta(0, beginning));
    const client = await openSse(`${there.server.url}/v1/sessions/${session}/sse`);
    expect((await client.until('output.message.delta')).at(-1)?.data['data']).toEqual(delta(0, beginning).data);
    here.server.hub.publishFrame(token, 2, delta(beginning.length, rest));
    expect((await client.next())?.data['data']).toEqual(delta(beginning.length, rest).data);
    const second = { ...token, attempt: 2 };
    here.server.hub.openAttempt(ORG, second, MESSAGE);
    here.server.hub.publishFrame(second, 1, delta(0, 'again', 2));
    expect((await client.next())?.event).toBe('output.message.reset');
    expect((await client.next())?.data['data']).toEqual(delta(0, 'again', 2).data);
    here.server.hub.closeAtom(token.atom.turn_id, formatAtomKey(token.atom));
    await say(here.server, session, { type: 'output.message.completed' });
    expect((await client.next())?.event).toBe('output.message.completed');
    client.close();
  });

  it('heal when PostgreSQL ends the connections of the bus', async () => {
    const session = await insertSession(here.server.db);
    const seen = follow(
      there.server.hub.subscribe({
        from: { org_id: ORG, session_id: session, after_sequence: 0 },
        bufferBytes: 1_000_000,
      }),
    );
    await say(here.server, session, { type: 'turn.started' });
    await expect.poll(() => seen).toEqual([1]);
    const killed = await busConnections();
    await runSql(here.server.db, 'select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [
      killed.map(({ pid }) => pid),
    ]);
    await say(here.server, session, { type: 'turn.started' });
    await waitUntilJoined();
    await say(here.server, session, { type: 'turn.started' });
    await expect.poll(() => seen).toEqual([1, 2, 3]);
    const now = await busConnections();
    expect(now.filter(({ pid }) => killed.some((it) => it.pid === pid))).toEqual([]);
  });
});

it('hints of one moment leave together, recorded ones merged, and nothing leaves while inactive', async () => {
  const session = await insertSession(here.server.db);
  const heard: BusHint[] = [];
  there.bus.subscribe((hint) => hint.kind !== 'stop' && heard.push(hint));
  here.bus.setActive(false);
  here.bus.publish({ kind: 'recorded', session_id: session, sequence: 1 });
  here.bus.setActive(true);
  there.bus.follow(session, true);
  await waitUntilJoined();
  for (const sequence of [2, 4, 3]) here.bus.publish({ kind: 'recorded', session_id: session, sequence });
  here.bus.publish({ kind: 'closed', session_id: session, atom_key: 'a' });
  await expect.poll(() => heard.length).toBe(2);
  expect(heard).toEqual([
    { kind: 'recorded', session_id: session, sequence: 4 },
    { kind: 'closed', session_id: session, atom_key: 'a' },
  ]);
});
