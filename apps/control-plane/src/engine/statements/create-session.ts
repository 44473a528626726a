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
  has_model: boolean;
  version: string | null;
}

/*
 * Writes the session, the first event of its log and the stored answer of its key in one round trip. The agent is found by its primary key;
 * the organization is checked by `is true`, which no index serves (see `lock.ts`).
 */
const CREATE = `with g as (
    select id, version, busy_policy, limits, status, xmin::text as row_version,
      ($6::int is null or exists (select from agent_versions v where (v.org_id = $1) is true and v.agent_id = $3 and v.version = $6::int)) as has_version,
      ($5::uuid is null or exists (select from llm_models m where (m.org_id = $1) is true and m.id = $5::uuid)) as has_model
    from agents where id = $3 and (org_id = $1) is true
  ), s as (
    insert into sessions (org_id, id, agent_id, title, tags, model_id, agent_version, next_sequence, usage, created_at, updated_at)
    select $1, $2, $3, $4, $7::text[], $5::uuid, $6::int, 2, $8::jsonb, $9::timestamptz, $9::timestamptz
    from g where status <> 'archived' and has_version and has_model
    on conflict (id) do nothing
    returning id, xmin::text as version
  ), e as (
    insert into event_chunks (org_id, session_id, sequence, id, ts, types, contexts, places, data, is_numbered, has_generation, has_edit)
    select $1, s.id, 1, $10, $9::timestamptz, array[$17::text], '{}', '{0}', array[$11::json], true, false, false from s
  ), k as (
    insert into idempotency_keys (org_id, scope, key, fingerprint, status, response)
    select $1, $12::text, $13::text, $14::text, $15::int, $16::json from s where $12::text is not null
  )
  select g.*, (select version from s) as version_of_row from g`;

interface Row extends AgentPart {
  id: string;
  has_version: boolean;
  has_model: boolean;
  version_of_row: string | null;
}

/** Returns null if there is no such agent. Idempotent: a repetition writes nothing. */
export async function writeNewSession(db: Database, created: NewSession): Promise<CreatedSession | null> {
  const { session, started, storedAnswer: key } = created;
  const [row] = await runSql<Row>(db, CREATE, [
    session.organization_id,
    session.id,
    session.agent_id,
    session.title ?? null,
    session.model_id ?? null,
    session.agent_version ?? null,
    session.tags,
    JSON.stringify(session.usage),
    session.created_at,
    started.id,
    started.data_json,
    key?.scope ?? null,
    key?.key ?? null,
    key?.fingerprint ?? null,
    key?.status ?? null,
    key === null ? null : JSON.stringify(key.response),
    started.type,
  ]);
  if (row === undefined) return null;
  const { id: _id, has_version, has_model, version_of_row: version, ...agent } = row;
  return { agent, has_version, has_model, version };
}
