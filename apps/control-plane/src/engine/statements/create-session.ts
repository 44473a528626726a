import type { Session } from '@everruns/schemas';
import { runSql, type Database } from '../../db/database.ts';
import type { AgentPart } from '../state/rows.ts';
import type { IdempotencyRow } from '../state/session-change.ts';
import type { AppendedEvent } from '../state/to-message.ts';

export interface NewSession {
  session: Session;
  /** The `session.started` event, as it is stored. */
  started: AppendedEvent;
  /** The answer that is stored under the caller's Idempotency-Key, in the same statement. */
  storedAnswer: IdempotencyRow | null;
}

/** The statement's result. `version` is null if the session was not written, or was already written by an earlier try. */
export interface CreatedSession {
  agent: AgentPart;
  has_version: boolean;
  has_label: boolean;
  has_model: boolean;
  version: string | null;
}

/*
 * Writes sessions, the first event of each one's log and the stored answers of their keys in one round trip. The agents are found by their
 * primary keys; the organization is checked by `is true`, which no index serves (see `lock.ts`).
 */
const CREATE = `with r as (select * from json_to_recordset($1::json) as r (org_id uuid, id uuid, agent_id uuid, title text, tags text[],
    model_id uuid, agent_version int, agent_label text, controls jsonb, usage jsonb, subject text, created_at timestamptz, kind text,
    event_id uuid, event_type text, scope text, key text, fingerprint text, status int, response json, data json)
  ), g as (
    select r.id as session_id, a.version, a.labels, a.busy_policy, a.limits, a.status, a.xmin::text as row_version,
      (r.agent_version is null or exists (select from agent_versions v
        where (v.org_id = r.org_id) is true and v.agent_id = r.agent_id and v.version = r.agent_version)) as has_version,
      (r.agent_label is null or a.labels ? r.agent_label) as has_label,
      (r.model_id is null or exists (select from llm_models m where (m.org_id = r.org_id) is true and m.id = r.model_id)) as has_model
    from r join agents a on a.id = r.agent_id and (a.org_id = r.org_id) is true and a.kind is not distinct from r.kind
  ), s as (
    insert into sessions (org_id, id, agent_id, title, tags, model_id, agent_version, agent_label, controls, kind, next_sequence, usage, subject,
      created_at, updated_at)
    select r.org_id, r.id, r.agent_id, r.title, r.tags, r.model_id, r.agent_version, r.agent_label, r.controls, r.kind, 2, r.usage, r.subject,
      r.created_at, r.created_at
    from r join g on g.session_id = r.id where g.status <> 'archived' and g.has_version and g.has_label and g.has_model
    on conflict (id) do nothing
    returning id, xmin::text as version
  ), e as (
    insert into event_chunks (org_id, session_id, sequence, id, ts, types, contexts, places, data, is_numbered, has_generation, has_edit)
    select r.org_id, r.id, 1, r.event_id, r.created_at, array[r.event_type], '{}', '{0}', array[r.data], true, false, false
    from r join s using (id)
  ), k as (
    insert into idempotency_keys (org_id, scope, key, fingerprint, status, response)
    select r.org_id, r.scope, r.key, r.fingerprint, r.status, r.response from r join s using (id) where r.scope is not null
  )
  select g.*, s.version as version_of_row from g left join s on s.id = g.session_id`;

interface Row extends AgentPart {
  session_id: string;
  has_version: boolean;
  has_label: boolean;
  has_model: boolean;
  version_of_row: string | null;
}

/** Returns by session what was found; a session without an entry has no such agent. Idempotent: a repetition writes nothing. */
export async function writeNewSessions(
  db: Database,
  wanted: readonly NewSession[],
): Promise<Map<string, CreatedSession>> {
  const rows = await runSql<Row>(db, CREATE, [`[${wanted.map(toRow).join(',')}]`]);
  return new Map(
    rows.map(({ session_id, has_version, has_label, has_model, version_of_row: version, ...agent }) => [
      session_id,
      { agent, has_version, has_label, has_model, version },
    ]),
  );
}

/** The text of the event's data is stored as it is. */
function toRow({ session, started, storedAnswer }: NewSession): string {
  const { organization_id: org_id, id, agent_id, title, tags, model_id, agent_version, agent_label, ...rest } = session;
  const { controls, usage, subject, kind, created_at } = rest;
  const own = {
    org_id,
    id,
    agent_id,
    title,
    tags,
    model_id,
    agent_version,
    agent_label,
    controls,
    usage,
    subject,
    kind,
    created_at,
  };
  const row = { ...storedAnswer, ...own, event_id: started.id, event_type: started.type };
  return `${JSON.stringify(row).slice(0, -1)},"data":${started.data_json}}`;
}
