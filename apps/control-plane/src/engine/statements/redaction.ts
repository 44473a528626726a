import type { Message, MessageId, SessionId, TurnId } from '@everruns/schemas';
import { runSql, type Tx } from '../../db/database.ts';
import type { RequestContext } from '../../kernel/request-context.ts';

interface Sharer {
  id: SessionId;
  is_busy: boolean;
}

const SHARERS = `with root as (
    select coalesce((select root_session_id from session_forks where org_id = $1 and session_id = $2), $2::uuid) as id)
  select s.id, s.active_turn_id is not null as is_busy from sessions s
  where s.org_id = $1 and s.deleting_at is null and (s.id = (select id from root)
      or s.id in (select session_id from session_forks where org_id = $1 and root_session_id = (select id from root)))
    and (s.id = $2 or exists (select from events e where e.org_id = $1 and e.session_id = s.id and e.chunk >= $3 and e.sequence = $3
      and e.data #>> '{message,id}' = $4))
  order by s.id for update of s`;

/** The sessions whose logs have a message: one of them and its forks, or those that it was forked of. Until the transaction ends no further one comes. */
export function lockSharers(
  tx: Tx,
  { org_id }: Pick<RequestContext, 'org_id'>,
  { session_id, message }: { session_id: SessionId; message: Message },
): Promise<Sharer[]> {
  return runSql<Sharer>(tx, SHARERS, [org_id, session_id, message.sequence ?? 0, message.id]);
}

export interface TextChunk {
  session_id: SessionId;
  sequence: number;
  types: string[];
  /** JSON. */
  data: string[];
}

/** What was queued is of no turn, and summaries are of later ones. */
const CHUNKS = `select session_id, sequence, types, data::text[] as data from event_chunks
  where org_id = $1 and session_id = any($2::uuid[])
    and (turn_id = $3 or has_edit or types && '{input.message.queued,input.message.updated,feedback.given}')`;

/** The rows of logs that may hold the texts of a message, or of its calls. */
export function findTextChunks(
  tx: Tx,
  { org_id }: Pick<RequestContext, 'org_id'>,
  { ids, turn_id }: { ids: readonly SessionId[]; turn_id: TurnId | undefined },
): Promise<TextChunk[]> {
  return runSql<TextChunk>(tx, CHUNKS, [org_id, ids, turn_id ?? null]);
}

const REPLACE = 'update event_chunks set data = $4::json[] where org_id = $1 and session_id = $2 and sequence = $3';

export async function replaceTexts(
  tx: Tx,
  { org_id }: Pick<RequestContext, 'org_id'>,
  { session_id, sequence, data }: TextChunk,
): Promise<void> {
  await runSql(tx, REPLACE, [org_id, session_id, sequence, data]);
}

/** A new version of a session's row ends what processes remember of it. A title that the message begins with was made of it. */
const TITLES = `update sessions set title = case when starts_with($3, title) then null else title end where org_id = $1 and id = any($2::uuid[])`;
const MADE_TITLES = `update session_texts set title = null where org_id = $1 and session_id = any($2::uuid[]) and title = title_of_text($3)`;
const CALLS = `update atoms a set tool_call = jsonb_set(a.tool_call, '{arguments}', '{}') from turns t
  where t.org_id = $1 and t.session_id = any($2::uuid[]) and a.org_id = $1 and a.turn_id = t.id and a.tool_call ->> 'id' = any($3::text[])`;
const WAITS = `update waits set asked = jsonb_set(asked::jsonb - 'question', '{arguments}', '{}')::json,
    resolution = case when resolution is not null then json_build_object('decision', resolution ->> 'decision') end
  where org_id = $1 and session_id = any($2::uuid[]) and asked ->> 'tool_call_id' = any($3::text[])`;
const WORDS = `delete from message_search where org_id = $1 and session_id = any($2::uuid[]) and sequence = $3`;
const ANSWERS = `delete from idempotency_keys where org_id = $1 and readable_json(response) ->> 'id' = $2
  and readable_json(response) ->> 'redacted' is null`;

export interface Texts {
  ids: readonly SessionId[];
  message_id: MessageId;
  /** The place of the message in the logs. */
  sequence: number;
  /** What the message said. */
  text: string;
  calls: readonly string[];
}

/** Erases what else holds the texts of a message: titles, the words of the search, calls, what people were asked, and the stored answers of repeated requests. */
export async function eraseElsewhere(
  tx: Tx,
  { org_id }: Pick<RequestContext, 'org_id'>,
  { ids, message_id, sequence, text, calls }: Texts,
): Promise<void> {
  await runSql(tx, TITLES, [org_id, ids, text]);
  await runSql(tx, MADE_TITLES, [org_id, ids, text]);
  await runSql(tx, WORDS, [org_id, ids, sequence]);
  await runSql(tx, ANSWERS, [org_id, message_id]);
  if (calls.length === 0) return;
  await runSql(tx, CALLS, [org_id, ids, calls]);
  await runSql(tx, WAITS, [org_id, ids, calls]);
}
