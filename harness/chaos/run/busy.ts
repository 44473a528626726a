/** The sessions, all below them, and their forks. The parameter is the array of the sessions' ids. */
export const TREE = `select id from sessions where id = any($1::uuid[]) or root_session_id = any($1::uuid[])
  or id in (select session_id from session_forks where from_session_id = any($1::uuid[]))`;

/** What keeps sessions and their sub-agents busy, and the sessions that wait for their client. */
export const BUSY = `with tree as materialized (${TREE})
  select (select count(*) from turns where session_id in (select id from tree) and status in ('queued', 'running', 'waiting'))::int
    + (select count(*) from turn_inputs where session_id in (select id from tree))::int
    + (select count(*) from outbox where session_id in (select id from tree))::int
    + (select count(*) from deliveries where to_session in (select id from tree))::int
    + (select count(*) from waits where session_id in (select id from tree) and child_turn_id is not null and child_ended_at is null)::int as busy,
    (select coalesce(sum(next_sequence), 0)::float8 from sessions where id in (select id from tree)) as recorded,
  array(select distinct session_id from waits where session_id in (select id from tree) and kind = 'client_tool' and status = 'open') as asking`;

export interface BusyRow {
  busy: number;
  /** The events of all logs: as long as they become more, it goes on. */
  recorded: number;
  asking: string[];
}
