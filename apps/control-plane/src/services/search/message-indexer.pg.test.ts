import { systemClock } from '@everruns/kernel';
import { createLogger } from '@everruns/log';
import type { OrganizationId, SessionId } from '@everruns/schemas';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { runSql } from '../../db/database.ts';
import { CTX, EngineKit } from '../../engine/testing/engine-kit.ts';
import type { PublishedEvent } from '../../events/hub.ts';
import { requireReadable } from '../../kernel/read-rows.ts';
import { eraseSession } from '../../repositories/erase-session.ts';
import { findSession, listSessions } from '../../repositories/sessions.ts';
import { MessageIndexer } from './message-indexer.ts';

let kit: EngineKit;
let opened = new AsyncDisposableStack();
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterEach(async () => {
  await opened.disposeAsync();
  opened = new AsyncDisposableStack();
});
afterAll(() => kit[Symbol.asyncDispose]());

const QUIET = { clock: systemClock, log: createLogger({ level: 'silent' }), delayMs: 0 };

/** An indexer, and the function that tells it of a commit. */
function openIndexer(): (events: Pick<PublishedEvent, 'type' | 'session_id' | 'sequence'>[]) => void {
  const listeners: ((events: readonly PublishedEvent[]) => void)[] = [];
  const hub = { feed: kit.hub.feed, onLocalCommit: (listener: (typeof listeners)[0]) => void listeners.push(listener) };
  opened.use(new MessageIndexer({ db: kit.database.db, hub, ...QUIET }));
  return (events) => listeners.forEach((tell) => tell(events as PublishedEvent[]));
}

async function say(text: string, answer: string): Promise<SessionId> {
  const session = await kit.newSession();
  const { turn } = await kit.post(session, text);
  await kit.commitReason(await kit.begin(turn.id), { text: answer });
  return session;
}

async function find(search: string, ctx = CTX): Promise<SessionId[]> {
  const rows = await listSessions(kit.database.db, ctx, { search, after: null, count: 21 });
  return requireReadable('session', rows).map(({ id }) => id);
}

const ended = (session_id: SessionId) => [{ type: 'turn.completed', session_id, sequence: 9 }];

it('finds sessions by the words of what was said in them, whole or begun, in any script', async () => {
  const tell = openIndexer();
  const invoice = await say('Where is invoice ORD-991234?\nIt is late.', 'On its way to Łódź.');
  const weather = await say('今日の天気はどうですか', "It's sunny in Kyōto");
  tell([...ended(invoice), ...ended(weather)]);
  await expect.poll(() => find('invoice')).toEqual([invoice]);
  for (const search of ['INVOICE late', 'invo', 'ord-991234', '991234', 'łódź way', 'way to Łó'])
    expect({ search, found: await find(search) }).toEqual({ search, found: [invoice] });
  for (const search of ['天気', '今日の天気', '天', 'sunny kyō', "it's"]) {
    expect({ search, found: (await find(search)).includes(weather) }).toEqual({ search, found: true });
  }
  for (const search of ['voice', 'invoice sunny', 'invoice way', '気天', "'", '%', '\\', ':*', 'a & !b', '\u{1f600}'])
    expect({ search, found: await find(search) }).toEqual({ search, found: [] });
});

it('keeps to the organization', async () => {
  const tell = openIndexer();
  const session = await say('A secret pelican', 'yes');
  tell(ended(session));
  await expect.poll(() => find('pelican')).toEqual([session]);
  expect(await find('pelican', { ...CTX, org_id: '00000000-0000-7000-8000-000000000002' as OrganizationId })).toEqual(
    [],
  );
});

it('gives a session the beginning of its first message as its title, until somebody gives it one', async () => {
  const tell = openIndexer();
  const long = 'Please compare the three offers that came in yesterday and tell me which one is the cheapest.';
  const sessions = [
    await say('\n\n## Short   question \nwith more', 'a'),
    await say(long, 'a'),
    await say('x'.repeat(90), 'a'),
    await say('   \n ', 'a'),
  ];
  tell(sessions.flatMap((session_id) => [{ type: 'input.message', session_id, sequence: 2 }]));
  const titles = () => Promise.all(sessions.map(async (id) => (await findSession(kit.database.db, CTX, id))?.title));
  await expect
    .poll(titles)
    .toEqual([
      'Short question',
      'Please compare the three offers that came in yesterday and…',
      `${'x'.repeat(59)}…`,
      undefined,
    ]);
  const [first] = sessions;
  await runSql(kit.database.db, `update sessions set title = 'Mine' where org_id = $1 and id = $2`, [
    CTX.org_id,
    first,
  ]);
  const named = await findSession(kit.database.db, CTX, first as SessionId);
  expect([named?.title, named?.title_generated]).toEqual(['Mine', undefined]);
});

it('finds no message that was excluded, and nothing of a session that was erased', async () => {
  const tell = openIndexer();
  const session = await say('Tell me about walruses', 'Walruses are large.');
  const said = await kit.verbs.listMessages(CTX, { session_id: session, limit: 10, order: 'asc' });
  tell(ended(session));
  await expect.poll(() => find('walruses')).toEqual([session]);
  for (const { id: message_id } of said.data)
    await kit.verbs.excludeMessage(CTX, { session_id: session, message_id, idempotency: null });
  tell([{ type: 'message.excluded', session_id: session, sequence: 12 }]);
  await expect.poll(() => find('walruses')).toEqual([]);

  const other = await say('A narwhal', 'too');
  tell(ended(other));
  await expect.poll(() => find('narwhal')).toEqual([other]);
  await kit.database.db.transaction().execute((tx) => eraseSession(tx, CTX, other));
  const left = await runSql(kit.database.db, 'select from message_search where org_id = $1 and session_id = $2', [
    CTX.org_id,
    other,
  ]);
  expect(left).toEqual([]);
});

it('finds no message that was redacted, from that moment on', async () => {
  const tell = openIndexer();
  const session = await say('My secret is marzipan', 'I see.');
  const { data } = await kit.verbs.listMessages(CTX, { session_id: session, limit: 10, order: 'asc' });
  tell(ended(session));
  await expect.poll(() => find('marzipan')).toEqual([session]);
  const message_id = data.find(({ role }) => role === 'user')?.id;
  if (message_id === undefined) throw new Error('somebody has spoken');
  await kit.verbs.redactMessage(CTX, { session_id: session, message_id, idempotency: null });
  expect(await find('marzipan')).toEqual([]);
});

it('finds at its start what a process that died has left, and repeats nothing', async () => {
  const sessions = await Promise.all(Array.from({ length: 7 }, (_, n) => say(`Left behind ${n}`, 'answer')));
  const indexers = Array.from({ length: 3 }, () => {
    const hub = { feed: kit.hub.feed, onLocalCommit: () => undefined };
    return opened.use(new MessageIndexer({ db: kit.database.db, hub, ...QUIET }).start());
  });
  expect(indexers).toHaveLength(3);
  await expect.poll(async () => (await find('left behind')).toSorted()).toEqual(sessions.toSorted());
});

it('tells sessions of earlier releases how their last turn ended', async () => {
  const session = await say('Old', 'answer');
  const forget =
    'update sessions set last_outcome = null, last_version = null, last_duration_ms = null where org_id = $1 and id = $2';
  await runSql(kit.database.db, forget, [CTX.org_id, session]);
  const hub = { feed: kit.hub.feed, onLocalCommit: () => undefined };
  opened.use(new MessageIndexer({ db: kit.database.db, hub, ...QUIET }).start());
  const facts = () =>
    runSql(kit.database.db, 'select last_outcome, last_version from sessions where org_id = $1 and id = $2', [
      CTX.org_id,
      session,
    ]);
  await expect.poll(facts).toEqual([{ last_outcome: 'completed', last_version: 1 }]);
});

it('reads a long log in pieces, and a log that it cannot read holds up no other', async () => {
  const tell = openIndexer();
  const long = await kit.newSession();
  for (let n = 0; n < 120; n += 1) {
    const { turn } = await kit.post(long, `Part ${n}`);
    await kit.commitReason(await kit.begin(turn.id), { text: n === 119 ? 'zebra' : 'next' });
  }
  const damaged = await say('damaged', 'x');
  await runSql(
    kit.database.db,
    `update event_chunks set data = array_fill('{"message":{"content":[7,null,{"type":"text","text":{}}]}}'::json, array[cardinality(data)]) where org_id = $1 and session_id = $2`,
    [CTX.org_id, damaged],
  );
  tell([...ended(damaged), ...ended(long)]);
  await expect.poll(() => find('zebra')).toEqual([long]);
});
