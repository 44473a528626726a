import { judgeFigure } from '@everruns/kernel/testing';
import type { SessionId } from '@everruns/schemas';
import { pino } from 'pino';
import { afterAll, beforeAll, it } from 'vitest';
import { openDatabase, runSql, type OpenDatabase } from '../../db/database.ts';
import { EngineKit } from '../../engine/testing/engine-kit.ts';
import { indexMessages } from '../../repositories/message-search.ts';

const TURNS = 200;
/** Each has two messages. */
const MANY = 100_000;
/**
 * How much of the write-ahead log a turn costs that says 60 words twice: 41 KB alone and 156 KB among 20,000 sessions were seen, most of it
 * pages of the index that are written in whole, once after each checkpoint.
 */
const MOST_KB = { alone: 64, amongMany: 320 };

const WORDS = `select string_agg(chr(97 + ((n * 7 + w * 13) % 26)) || chr(97 + ((n * 11 + w * 5) % 26)) || (n * 31 + w * 17) % 5000, ' ')
  from generate_series(1, 60) w`;

let kit: EngineKit;
let database: OpenDatabase;
beforeAll(async () => {
  kit = await EngineKit.open();
  database = openDatabase({ url: kit.url, size: 1, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await database.close();
  await kit[Symbol.asyncDispose]();
});

async function say(n: number): Promise<SessionId> {
  const session = await kit.newSession();
  const [said] = await runSql<{ text: string }>(
    database.db,
    `select (${WORDS}) as text from (select $1::int as n) one`,
    [n],
  );
  const { turn } = await kit.post(session, said?.text ?? '');
  await kit.commitReason(await kit.begin(turn.id), { text: said?.text ?? '' });
  return session;
}

/** Returns the bytes of a turn, as the log's records count them. */
async function bytesPerTurn(from: number): Promise<number> {
  const ids: SessionId[] = [];
  for (let n = 0; n < TURNS; n += 1) ids.push(await say(from + n));
  await runSql(database.db, 'checkpoint', []);
  const place = async (): Promise<number> => {
    const [row] = await runSql<{ at: number }>(
      database.db,
      `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as at`,
      [],
    );
    return row?.at ?? Number.NaN;
  };
  // The pages that the statement touches are written in whole first.
  await indexMessages(database.db, ids.slice(0, TURNS / 2));
  const before = await place();
  await indexMessages(database.db, ids.slice(TURNS / 2));
  return ((await place()) - before) / (TURNS / 2);
}

it('search costs a turn what it may of the write-ahead log, also when there is much to search', async () => {
  const alone = await bytesPerTurn(0);
  const seed = [
    `insert into sessions (org_id, id, agent_id, usage, next_sequence)
      select s.org_id, gen_random_uuid(), s.agent_id, s.usage, 4 from (select * from sessions limit 1) s, generate_series(1, ${MANY})`,
    `insert into message_search (org_id, session_id, sequence, words) select s.org_id, s.id, m, message_words(s.org_id, (${WORDS}))
      from (select *, (row_number() over ())::int as n from sessions where next_sequence = 4) s, generate_series(2, 3) m`,
    `insert into session_texts (org_id, session_id, through_sequence) select org_id, id, 3 from sessions where next_sequence = 4`,
    'vacuum analyze message_search',
  ];
  for (const statement of seed) await runSql(database.db, statement, []);
  const among = await bytesPerTurn(TURNS);
  judgeFigure({ name: 'write-ahead log of search, a turn', value: alone / 1024, unit: 'kB', most: MOST_KB.alone });
  judgeFigure({ name: `the same among ${MANY} sessions`, value: among / 1024, unit: 'kB', most: MOST_KB.amongMany });
}, 400_000);
