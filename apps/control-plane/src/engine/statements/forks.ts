import type { OrganizationId, SessionId, Taint, ToolCallId, ToolEffect, TurnId } from '@everruns/schemas';
import type { Selectable } from 'kysely';
import { chunkAt } from '../../db/chunk-at.ts';
import { runSql, type Tx } from '../../db/database.ts';
import type { SessionsTable } from '../../db/tables.ts';
import type { LogPart } from '../decide/log-parts.ts';
import { SELECT_SESSION, sessionFrom, type SessionState } from '../state/rows.ts';

const SHARE = `select ${SELECT_SESSION}, exists (select from log_ranges l where l.org_id = $1 and l.session_id = $2) as has_ranges from sessions s
  where s.id = $2 and (s.org_id = $1) is true and s.deleting_at is null for key share of s`;

/** The parent of a fork. A session reads parts of other logs from its beginning, or never. */
export interface SharedSession {
  parent: SessionState;
  hasRanges: boolean;
}

/** Keeps a session from being erased until the transaction ends, while its turns go on. Null: there is none. */
export async function shareSession(tx: Tx, org_id: OrganizationId, id: SessionId): Promise<SharedSession | null> {
  const [row] = await runSql<Record<string, unknown>>(tx, SHARE, [org_id, id]);
  return row === undefined ? null : { parent: sessionFrom(row), hasRanges: row['has_ranges'] === true };
}

const RANGES = `select source_session_id as source, after_sequence as after, through_sequence as through from log_ranges
  where org_id = $1 and session_id = $2 order by after_sequence`;
const SOURCES =
  'select id from sessions where id = any($2::uuid[]) and (org_id = $1) is true order by id for key share';

/** What a session reads of others. None of these is erased until the transaction ends. */
export async function shareRanges(tx: Tx, { org_id, id }: Pick<SessionState, 'org_id' | 'id'>): Promise<LogPart[]> {
  for (;;) {
    const ranges = await runSql<LogPart>(tx, RANGES, [org_id, id]);
    const sources = [...new Set(ranges.map(({ source }) => source))];
    if (sources.length === 0) return ranges;
    const found = await runSql(tx, SOURCES, [org_id, sources]);
    // One that was erased meanwhile has left copies to those that read it.
    if (found.length === sources.length) return ranges;
  }
}

const CHUNK = `select c.sequence as last, c.sequence - cardinality(c.types) as before from log_chunks c
  where c.session_id = $1 and c.sequence = ${chunkAt('$1', '$2')}`;

/** The ends of the chunk that holds a sequence of a log. */
export async function findChunk(tx: Tx, id: SessionId, sequence: number): Promise<{ before: number; last: number }> {
  const [chunk] = await runSql<{ before: number; last: number }>(tx, CHUNK, [id, sequence]);
  if (chunk === undefined) throw new Error('a sequence of a log is in one of its chunks');
  return chunk;
}

type SessionRow = Selectable<SessionsTable>;

export interface NewFork {
  id: SessionId;
  at_sequence: number;
  title: string | null;
  taint: Taint | null;
  usage: object;
  /** What it reads of other logs. */
  parts: readonly LogPart[];
  now: Date;
}

const INSERT = `with fork as (
    insert into sessions as s (org_id, id, agent_id, title, tags, model_id, agent_version, agent_label, controls, kind, subject, taint,
      usage, next_sequence, created_at, updated_at)
    select p.org_id, $3, p.agent_id, coalesce($4, p.title), p.tags, p.model_id, p.agent_version, p.agent_label, p.controls, p.kind, p.subject, $5::json,
      $6::jsonb, $7::bigint + 1, $8::timestamptz, $8::timestamptz
    from sessions p where p.org_id = $1 and p.id = $2 returning s.*, ${SELECT_SESSION}
  ), lineage as (
    insert into session_forks (org_id, session_id, from_session_id, root_session_id, at_sequence, created_at)
    select org_id, id, $2, coalesce((select root_session_id from session_forks where org_id = $1 and session_id = $2), $2), $7::bigint, created_at from fork
  ), ranges as (
    insert into log_ranges (org_id, session_id, after_sequence, through_sequence, source_session_id)
    select f.org_id, f.id, r.after, r.through, r.source from fork f, json_to_recordset($9::json) as r (source uuid, after bigint, through bigint)
  )
  select * from fork`;

/** Writes the row of a fork, whose log ends at `at_sequence`, its place in the lineage, and what it reads of other logs. */
export async function insertFork(
  tx: Tx,
  parent: SessionState,
  { id, title, at_sequence, taint, usage, parts, now }: NewFork,
): Promise<{ session: SessionState; row: SessionRow }> {
  const json = [taint === null ? null : JSON.stringify(taint), JSON.stringify(usage)];
  const values = [parent.org_id, parent.id, id, title, ...json, at_sequence, now, JSON.stringify(parts)];
  const [row] = await runSql<SessionRow & Record<string, unknown>>(tx, INSERT, values);
  if (row === undefined) throw new Error('the parent of a fork is there');
  return { session: sessionFrom(row), row };
}

const CHUNK_COLUMNS = 'ts, turn_id, contexts, is_numbered';
const COPY = `insert into event_chunks (org_id, session_id, sequence, id, types, places, data, has_generation, has_edit, ${CHUNK_COLUMNS})
  select $1, $3, c.sequence, c.id, c.types, c.places, c.data, c.has_generation, c.has_edit, ${CHUNK_COLUMNS}
  from log_chunks c where c.session_id = $2 and c.sequence <= $4`;

export interface CopiedLog {
  from: SessionId;
  to: SessionId;
  through: number;
}

/** Copies the chunks of a log up to a place, which is the end of one. */
export async function copyChunks(tx: Tx, org_id: OrganizationId, { from, to, through }: CopiedLog): Promise<void> {
  await runSql(tx, COPY, [org_id, from, to, through]);
}

const COPY_PIECE = `insert into event_chunks (org_id, session_id, sequence, id, types, places, data, has_generation, has_edit, ${CHUNK_COLUMNS})
  select $1, $3, $4, event_id(c.id, c.sequence, $4), c.types[1:n], c.places[1:n], c.data[1:n], 'llm.generation' = any(c.types[1:n]),
    c.types[1:n] && '{context.compacted,history.repaired,message.excluded}', ${CHUNK_COLUMNS}
  from log_chunks c cross join lateral (select ($4 - c.sequence + cardinality(c.types))::int as n) as piece
  where c.session_id = $2 and c.sequence = $5`;

/** Copies the beginning of a chunk, up to a place in it. */
export async function copyPiece(
  tx: Tx,
  org_id: OrganizationId,
  { from, to, through, last }: CopiedLog & { last: number },
): Promise<void> {
  await runSql(tx, COPY_PIECE, [org_id, from, to, through, last]);
}

/** A place in a log, and the end of its chunk. */
export interface LogPlace {
  org_id: OrganizationId;
  id: SessionId;
  at: number;
  last: number;
}

const UP_TO = 'org_id = $1 and session_id = $2 and sequence <= $3 and chunk <= $4';
const TAINT = `select type, data from events where ${UP_TO} and chunk_types && '{session.tainted,session.taint_cleared}'
  and type in ('session.tainted', 'session.taint_cleared') order by chunk desc, sequence desc limit 1`;

/** The event that says whether a log held foreign content at a place. Null: it never had any. */
export async function findTaintEvent(
  tx: Tx,
  { org_id, id, at, last }: LogPlace,
): Promise<{ type: string; data: unknown } | null> {
  const [row] = await runSql<{ type: string; data: unknown }>(tx, TAINT, [org_id, id, at, last]);
  return row ?? null;
}

const ANSWER = `select turn_id, sequence, data from events where ${UP_TO} and chunk_types && '{output.message.completed}'
  and type = 'output.message.completed' order by chunk desc, sequence desc limit 1`;
const LATER = `select type, data ->> 'tool_call_id' as call from events where ${UP_TO} and chunk_turn_id = $5 and turn_id = $5
  and chunk >= $6 and sequence > $6 and type in ('tool.completed', 'turn.completed', 'turn.failed', 'turn.canceled')`;
const EFFECTS = `select tool_call ->> 'id' as id, effect from atoms where org_id = $1 and turn_id = $2 and kind = 'act' and tool_call ->> 'id' = any($3::text[])`;

export interface OpenCall {
  turn_id: TurnId;
  id: ToolCallId;
  name: string;
  effect: ToolEffect;
}

interface SaidRow {
  turn_id: TurnId;
  sequence: number;
  data: { message?: { content?: { type: string; id: ToolCallId; name: string }[] } };
}

/**
 * The calls of a log that have no result up to a place: those of its last answer. The turn of the last event does not tell which turn runs: feedback
 * on an earlier answer, and the end of a queued turn, come in its middle.
 */
export async function findOpenCalls(tx: Tx, { org_id, id, at, last }: LogPlace): Promise<OpenCall[]> {
  const place = [org_id, id, at, last];
  const [answer] = await runSql<SaidRow>(tx, ANSWER, place);
  const calls = answer?.data.message?.content?.filter(({ type }) => type === 'tool_call') ?? [];
  if (answer === undefined || calls.length === 0) return [];
  const { turn_id } = answer;
  const later = await runSql<{ call: string | null }>(tx, LATER, [...place, turn_id, answer.sequence]);
  const answered = new Set(later.map(({ call }) => call));
  const left = calls.filter((call) => !answered.has(call.id));
  if (left.length === 0) return [];
  const found = await runSql<{ id: string; effect: ToolEffect }>(tx, EFFECTS, [
    org_id,
    turn_id,
    left.map((call) => call.id),
  ]);
  const effects = new Map(found.map((atom) => [atom.id, atom.effect]));
  return left.map((call) => ({ turn_id, id: call.id, name: call.name, effect: effects.get(call.id) ?? 'read' }));
}
