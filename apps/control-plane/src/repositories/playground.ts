import { runSql, type Database } from '../db/database.ts';

/** The sweep erases the sessions that are marked, with what runs in them. */
const MARK_SESSIONS = `update sessions set deleting_at = now() where id in (
  select s.id from agents a join sessions s on s.org_id = a.org_id and s.agent_id = a.id
  where a.kind is not null and a.created_at < now() - interval '1 day' and s.deleting_at is null order by a.created_at limit 10000)`;
const DELETE_AGENTS = `with gone as (select org_id, id from agents a where kind is not null and created_at < now() - interval '1 day'
    and not exists (select from sessions s where s.org_id = a.org_id and s.agent_id = a.id) order by created_at limit 10000
  ), versions as (delete from agent_versions v using gone where v.org_id = gone.org_id and v.agent_id = gone.id)
  delete from agents a using gone where a.org_id = gone.org_id and a.id = gone.id`;

/** Erases the sessions of the playground after a day, and the agents whose sessions are gone. */
export async function deleteOldToolRuns(db: Database): Promise<void> {
  await runSql(db, MARK_SESSIONS, []);
  await runSql(db, DELETE_AGENTS, []);
}
