import { SessionId } from '@everruns/schemas';
import { z } from 'zod';
import { runSql, type Database } from '../db/database.ts';

export const BEFORE_ALL = SessionId.parse('00000000-0000-0000-0000-000000000000');

/** How far the looks for what was left have come. It lies among the settings of the platform. */
const SearchMark = z.object({
  /** What was committed before is known, but for what the pages find. Null: not all sessions have been looked at once. */
  through: z.iso.datetime().nullable(),
  /** The next page of sessions begins after this one. */
  after: SessionId,
});
export type SearchMark = z.infer<typeof SearchMark>;

const NAME = 'message_search';

/** Returns the mark, and the database's time. */
export async function findSearchMark(db: Database): Promise<{ mark: SearchMark; now: string }> {
  const [row] = await runSql<{ value: unknown; now: Date }>(
    db,
    `select now() as now, (select value from platform_settings where name = $1) as value`,
    [NAME],
  );
  if (row === undefined) throw new Error('a statement without a table always answers one row');
  const mark = SearchMark.safeParse(row.value).data ?? { through: null, after: BEFORE_ALL };
  return { mark, now: row.now.toISOString() };
}

export async function putSearchMark(db: Database, mark: SearchMark): Promise<void> {
  const write = `insert into platform_settings (name, value) values ($1, $2::jsonb) on conflict (name) do update set value = excluded.value`;
  await runSql(db, write, [NAME, JSON.stringify(mark)]);
}

const IS_BEHIND = `s.next_sequence - 1 > coalesce(t.through_sequence, 0)`;

const PAGE = `with page as (
    select id, next_sequence from sessions where (org_id is not null) is true and id > $1 order by id limit $2
  )
  select (array_agg(s.id order by s.id desc))[1] as last_id, count(*)::int as read,
    coalesce(array_agg(s.id) filter (where ${IS_BEHIND}), '{}') as behind
  from page s left join session_texts t on t.session_id = s.id and (t.org_id is not null) is true`;

export interface PageOfSessions {
  last_id: SessionId | null;
  read: number;
  /** The sessions among them whose logs are not searchable to their ends. */
  behind: SessionId[];
}

/** Looks at `count` sessions of all organizations, in the order of their ids, after one of them. */
export async function findUnindexed(db: Database, afterId: SessionId, count: number): Promise<PageOfSessions> {
  const [page] = await runSql<PageOfSessions>(db, PAGE, [afterId, count]);
  return page ?? { last_id: null, read: 0, behind: [] };
}

/** Clocks of processes differ, and a transaction takes its time before it begins. */
const MARGIN = `interval '15 minutes'`;

/*
 * Where a model answered or a turn was made since the mark. What else changes a session is rare, and found by the pages. Ids of turns begin with
 * the time at which they were made (RFC 9562). Organizations are not the engine's to read, so those that speak are found by the index of answers.
 */
const RECENT = `with recursive speaking as (
    (select org_id from event_chunks where has_generation order by org_id limit 1)
    union all
    select (select org_id from event_chunks where has_generation and org_id > found.org_id order by org_id limit 1)
    from speaking found where found.org_id is not null
  ), touched as (
    select c.session_id from speaking o cross join lateral (
      select session_id from event_chunks where org_id = o.org_id and has_generation and ts > $1::timestamptz - ${MARGIN}) c
    union
    select session_id from turns where (org_id is not null) is true
      and id > (lpad(to_hex((extract(epoch from $1::timestamptz - ${MARGIN}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
  )
  select s.id from touched join sessions s on s.id = touched.session_id and (s.org_id is not null) is true
    left join session_texts t on t.session_id = s.id and (t.org_id is not null) is true
  where s.id > $2 and ${IS_BEHIND} order by s.id limit $3`;

/** Lists sessions that have changed since the mark and whose logs are not searchable to their ends, in the order of their ids. */
export async function findRecentlyLeft(
  db: Database,
  { since, afterId, count }: { since: string; afterId: SessionId; count: number },
): Promise<SessionId[]> {
  const rows = await runSql<{ id: SessionId }>(db, RECENT, [since, afterId, count]);
  return rows.map(({ id }) => id);
}
