import type { OrganizationId, SessionId } from '@everruns/schemas';
import { sql, type RawBuilder } from 'kysely';
import { runSql, type Database } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';

const FOUND = `(select session_id as id, true as is_said from own_message_search where org_id = $1 and words @@ message_query($1::uuid, $2::text) limit $3)
  union all (select id, false from own_sessions where org_id = $1
    and search_keys(org_id, tags, title) @> (array[$1::text] || search_grams($2, array[least(length(lower($2)), 3)]))
    and strpos(lower(coalesce(title, '')), lower($2)) > 0 limit $3)`;

/** The sessions in which a message contains all words of a search, or whose title contains it. Null: these are `most` or more. */
export async function findSessionsThatSay(
  db: Database,
  { org_id }: Pick<RequestContext, 'org_id'>,
  { search, most }: { search: string; most: number },
): Promise<string[] | null> {
  const rows = await runSql<{ id: string; is_said: boolean }>(db, FOUND, [org_id, search, most]);
  const said = rows.filter(({ is_said }) => is_said).length;
  if (said >= most || rows.length - said >= most) return null;
  return [...new Set(rows.map(({ id }) => id))];
}

/** The condition that a message of the session in the row contains them. Without `offset` the planner may read the messages of all sessions instead. */
export function saysInRow({ org_id }: Pick<RequestContext, 'org_id'>, search: string): RawBuilder<boolean> {
  return sql<boolean>`exists (select from message_search m
    where m.org_id = ${org_id} and m.session_id = sessions.id and m.words @@ (select message_query(${org_id}::uuid, ${search}::text)) offset 0)`;
}

/** How much of each session's log one statement reads. */
const EVENTS_OF_ONE = 1_000;
/*
 * `offset 0` makes each log be read by its session, also where it begins in another one.
 * The lock keeps a session from being erased meanwhile, without holding up its turns; one that is being erased is left out. Logs hold any JSON
 * that an earlier release wrote.
 */
const INDEX = `with due as (
    select s.org_id, s.id, s.subject, coalesce(t.through_sequence, 0) as after_sequence, t.title is not null as had_title,
      least(s.next_sequence - 1, coalesce(t.through_sequence, 0) + ${EVENTS_OF_ONE}) as through_sequence, s.next_sequence - 1 as last_sequence
    from sessions s left join session_texts t on t.org_id = s.org_id and t.session_id = s.id
    where s.id = any($1::uuid[]) and (s.org_id is not null) is true and s.next_sequence - 1 > coalesce(t.through_sequence, 0)
    for key share of s skip locked
  ), read as (
    select d.org_id, d.id as session_id, e.sequence, e.type, readable_json(e.data) as data
    from due d cross join lateral (select sequence, type, data from events
      where org_id = d.org_id and session_id = d.id and chunk > d.after_sequence and sequence > d.after_sequence and sequence <= d.through_sequence
        and type in ('input.message', 'output.message.completed', 'message.excluded') offset 0) as e
  ), said as (
    select org_id, session_id, sequence, type, message_text(data) as content from read where type <> 'message.excluded'
  ), excluded as (
    select org_id, session_id, place::bigint as sequence from read, json_array_elements_text(data -> 'sequences') as place
    where type = 'message.excluded'
  ), removed as (
    delete from message_search m using excluded x
    where m.org_id = x.org_id and m.session_id = x.session_id and m.sequence = x.sequence
  ), added as (
    insert into message_search (org_id, session_id, sequence, words)
    select org_id, session_id, sequence, message_words(org_id, content) from said
    where content is not null and not exists (select from excluded x where x.session_id = said.session_id and x.sequence = said.sequence)
    on conflict do nothing
  ), titles as (
    select distinct on (session_id) session_id, title_of_text(content) as title from said where type = 'input.message' order by session_id, sequence
  ), kept as (
    insert into session_texts (org_id, session_id, through_sequence, title)
    select d.org_id, d.id, d.through_sequence, t.title from due d left join titles t on t.session_id = d.id
    on conflict (session_id) do update set through_sequence = greatest(session_texts.through_sequence, excluded.through_sequence),
      title = coalesce(session_texts.title, excluded.title)
    returning session_id, title
  )
  select d.org_id, d.id as session_id, d.subject, d.through_sequence = d.last_sequence as is_done, not d.had_title and k.title is not null as has_new_title
  from due d join kept k on k.session_id = d.id`;

export interface IndexedSession {
  org_id: OrganizationId;
  session_id: SessionId;
  subject: string;
  /** False: its log has more. */
  is_done: boolean;
  /** Its first message has given it a title. */
  has_new_title: boolean;
}

/** Makes what is new in the logs of these sessions searchable, and returns those that had something new. Repeating it changes nothing. */
export function indexMessages(db: Database, ids: readonly SessionId[]): Promise<IndexedSession[]> {
  return runSql<IndexedSession>(db, INDEX, [ids]);
}
