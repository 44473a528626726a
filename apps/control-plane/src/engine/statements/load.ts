import { Message, type SessionId, type TurnId } from '@everruns/schemas';
import { runSql, type Database } from '../../db/database.ts';
import { eventIdIn } from '../../kernel/event-id.ts';
import {
  atomFrom,
  SELECT_ATOM,
  SELECT_TURN,
  turnFrom,
  type AtomState,
  type QueuedTurn,
  type SessionState,
  type TurnInputState,
  type TurnState,
} from '../state/rows.ts';
import { toMessage } from '../state/to-message.ts';

const OPEN_CALLS = `select ${SELECT_ATOM} from atoms a
  where a.org_id = $1 and a.turn_id = $2 and a.kind = 'act' and a.status <> 'recorded' order by a.iteration, a.ordinal`;

/** Calls of the turn that have no result yet. Read after the lock. */
export async function loadOpenCalls(db: Database, turn: TurnState): Promise<AtomState[]> {
  return (await runSql<Record<string, unknown>>(db, OPEN_CALLS, [turn.org_id, turn.id])).map(atomFrom);
}

const CALLS = `select ${SELECT_ATOM} from atoms a
  where a.org_id = $1 and a.turn_id = $2 and a.iteration = $3 and a.kind = 'act' order by a.ordinal`;

export async function loadCalls(
  db: Database,
  turn: Pick<TurnState, 'org_id' | 'id'>,
  iteration: number,
): Promise<AtomState[]> {
  return (await runSql<Record<string, unknown>>(db, CALLS, [turn.org_id, turn.id, iteration])).map(atomFrom);
}

const BEGUN_BY = `select ${SELECT_ATOM} from atoms a
  where a.org_id = $1 and a.turn_id = $2 and a.exec_id = any($3::uuid[]) and a.status = 'begun' order by a.ordinal`;

/** Atoms that an earlier try of the same commit has begun. */
export async function loadBegunBy(db: Database, turn: TurnState, execIds: readonly string[]): Promise<AtomState[]> {
  return (await runSql<Record<string, unknown>>(db, BEGUN_BY, [turn.org_id, turn.id, execIds])).map(atomFrom);
}

const STEERS = `select org_id, message_id, session_id, turn_id, policy, message from turn_inputs
  where org_id = $1 and turn_id = $2 and policy = 'steer' order by created_at, message_id`;

/** The steered messages that the running turn has not read yet, oldest first. */
export function loadSteers(db: Database, turn: TurnState): Promise<TurnInputState[]> {
  return runSql<TurnInputState>(db, STEERS, [turn.org_id, turn.id]);
}

const QUEUE = `select ${SELECT_TURN}, i.message as "i.message", i.policy as "i.policy" from turns t
  join turn_inputs i on i.org_id = t.org_id and i.turn_id = t.id and i.message_id = t.input_message_id
  where t.org_id = $1 and t.session_id = $2 and t.status = 'queued' order by t.queue_rank`;

/** The queue in order; with `limit` 1, only its head. */
export async function loadQueue(
  db: Database,
  session: Pick<SessionState, 'org_id' | 'id'>,
  limit?: number,
): Promise<QueuedTurn[]> {
  const rows = await runSql<Record<string, unknown>>(db, limit === undefined ? QUEUE : `${QUEUE} limit ${limit}`, [
    session.org_id,
    session.id,
  ]);
  return rows.map((row) => {
    const turn = turnFrom(row);
    const input = {
      org_id: turn.org_id,
      message_id: turn.input_message_id,
      session_id: turn.session_id,
      turn_id: turn.id,
      policy: 'queue' as const,
      message: row['i.message'] as Message,
    };
    return { turn, input };
  });
}

export const MESSAGE_COLUMNS = 'sequence, chunk, chunk_id as id, type, ts, turn_id, data';

/** True if a message that the summary `s` covers was excluded after the summary was made. */
const isOutdated = (edited: string): string => `exists (select from events x
    where x.org_id = $1 and x.session_id = $2 and x.has_edit and x.type = 'message.excluded' and x.chunk >= s.chunk and x.sequence > s.sequence${edited}
      and exists (select from json_array_elements_text(x.data -> 'sequences') as place
        where place::bigint <= (s.data #>> '{message,compaction,covered_through_sequence}')::bigint
          and place not in (select json_array_elements_text(s.data #> '{message,compaction,kept_sequences}'))))`;

const START = `greatest($3, (select (compaction ->> 'covered_through_sequence')::bigint from summary))`;

/**
 * The messages after those that the newest valid summary covers, the messages it keeps, the summary itself, and all edits. Each part uses
 * an index and comes in no order. `said` and `edited` are further conditions on the messages, and on summaries and edits.
 */
const selectMessages = ({ said, edited }: { said: string; edited: string }): string => `with summary as (
    select s.*, data #> '{message,compaction}' as compaction from events s
    where org_id = $1 and session_id = $2 and has_edit and type = 'context.compacted'${edited} and not ${isOutdated(edited)}
    order by chunk desc, sequence desc limit 1
  )
  select ${MESSAGE_COLUMNS} from events
  where org_id = $1 and session_id = $2 and type in ('input.message', 'output.message.completed', 'tool.completed')
    and chunk > ${START} and sequence > ${START}${said}
  union all
  select e.* from (select kept::bigint as place from summary, json_array_elements_text(compaction -> 'kept_sequences') as kept) as k
  cross join lateral (select ${MESSAGE_COLUMNS} from events
    where org_id = $1 and session_id = $2 and chunk >= k.place and sequence = k.place order by chunk limit 1) as e
  where k.place > $3
  union all
  select ${MESSAGE_COLUMNS} from events
  where org_id = $1 and session_id = $2 and has_edit and type in ('history.repaired', 'message.excluded') and chunk > $3 and sequence > $3${edited}
  union all
  select ${MESSAGE_COLUMNS} from summary where sequence > $3`;

export const MESSAGES = selectMessages({ said: '', edited: '' });
/** As they were for the generation at `$4`, which was told the messages up to `$5`. */
const MESSAGES_AT = selectMessages({ said: ' and sequence <= $5', edited: ' and sequence < $4' });

/** A row of `MESSAGE_COLUMNS`. Its id is the one of its chunk. */
export interface MessageRow {
  sequence: number;
  chunk: number;
  id: string;
  type: string;
  ts: Date;
  turn_id: TurnId | null;
  data: unknown;
}

/** The conversation above `afterSequence` as a model gets it: summaries and edits by a partial index, messages by the log's key. */
export async function loadMessages(
  db: Database,
  session: { org_id: string; id: SessionId },
  afterSequence: number,
): Promise<Message[]> {
  const rows = await runSql<MessageRow>(db, MESSAGES, [session.org_id, session.id, afterSequence]);
  return toMessages(session.id, bySequence(rows));
}

/** The same for a generation that is in the log: `sequence` is its place, and it was told the messages up to `through`. */
export async function loadMessagesAt(
  db: Database,
  session: { org_id: string; id: SessionId },
  { sequence, through }: { sequence: number; through: number },
): Promise<Message[]> {
  const rows = await runSql<MessageRow>(db, MESSAGES_AT, [session.org_id, session.id, 0, sequence, through]);
  return toMessages(session.id, bySequence(rows));
}

/** The rows come nearly in order. PostgreSQL would sort a long conversation with its texts, on disk. */
function bySequence(rows: readonly MessageRow[]): MessageRow[] {
  return rows.toSorted((left, right) => left.sequence - right.sequence);
}

/** The message as the API shows it, without the parts that only the provider needs back. */
export function withoutContinuation(message: Message): Message {
  const shown = { ...message };
  delete shown.continuation;
  return shown;
}

/** Returns the stored message unchanged. Throws `ZodError` if it does not have the form of a message. */
export function checkMessage(message: Message): Message {
  Message.parse(message);
  return message;
}

export function toMessages(sessionId: SessionId, rows: readonly MessageRow[]): Message[] {
  return rows.flatMap(({ chunk, ...row }) => {
    const id = eventIdIn({ id: row.id, sequence: chunk }, row.sequence);
    return toMessage({ ...row, id, session_id: sessionId, ts: row.ts.toISOString() }) ?? [];
  });
}
