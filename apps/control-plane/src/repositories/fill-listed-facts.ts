import type { SessionId } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import { hasRun } from './turns-that-ran.ts';

/*
 * Sessions of releases before this one do not know how their last turn ended, and which model was asked. They are written once, and only while
 * nothing runs in them.
 */
const FILL = `update sessions s set last_outcome = t.status, last_error_code = t.error_code, last_version = t.agent_version,
    last_duration_ms = greatest(0, extract(epoch from t.ended_at - coalesce(t.started_at, t.created_at)) * 1000)::bigint,
    last_provider = t.provider, last_model = t.model
  from (
    select s.id as session_id, t.*, g.data ->> 'provider' as provider, g.data ->> 'model' as model
    from sessions s
      cross join lateral (select status, error_code, agent_version, started_at, created_at, ended_at from turns
        where org_id = s.org_id and session_id = s.id and status in ('completed', 'failed', 'canceled') and ended_at is not null
          and ${hasRun('turns')} order by created_at desc, id desc limit 1) t
      left join lateral (select readable_json(data) as data from events
        where org_id = s.org_id and session_id = s.id and has_generation and type = 'llm.generation' order by chunk desc, sequence desc limit 1) g on true
    where s.id = any($1::uuid[]) and (s.org_id is not null) is true and s.last_outcome is null and s.active_turn_id is null
    for no key update of s skip locked
  ) t where t.session_id = s.id and (s.org_id is not null) is true`;

/** Fills the listed facts of these sessions, where they are missing. Repeating it changes nothing. */
export async function fillListedFacts(db: Database, ids: readonly SessionId[]): Promise<void> {
  await runSql(db, FILL, [ids]);
}
