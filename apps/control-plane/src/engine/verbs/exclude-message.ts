import { EverrunsError, type Message, type MessageId, type SessionId } from '@everruns/schemas';
import { runSql, type Tx } from '../../db/database.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { SessionState } from '../state/rows.ts';
import type { SessionChange } from '../state/session-change.ts';
import { withoutContinuation } from '../statements/load.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import { newChange } from '../transact/transact.ts';
import { findSaid } from './parts/find-said.ts';

export interface ExcludeMessageInput {
  session_id: SessionId;
  message_id: MessageId;
  idempotency: IdempotencyRequest | null;
}

/** The results of a message's calls are of its turn. */
const RESULTS = `select sequence from events
  where org_id = $1 and session_id = $2 and chunk_turn_id = $4 and turn_id = $4
    and type = 'tool.completed' and data ->> 'tool_call_id' = any($3::text[]) order by sequence`;
const IS_EXCLUDED = `select 1 as found from events
  where org_id = $1 and session_id = $2 and type in ('history.repaired', 'message.excluded')
    and has_edit and type = 'message.excluded' and data ->> 'message_id' = $3 limit 1`;

/**
 * Excludes a message of the log, with its calls and their results, from what models get from the next
 * turn on. A summary that covers it is no longer used; the log stays. Repeating it changes nothing.
 * Throws `not_found` for a message that is not in the log, and `session_busy` while a turn runs or waits.
 */
export async function excludeMessage(
  deps: EngineDeps,
  ctx: RequestContext,
  input: ExcludeMessageInput,
): Promise<Message> {
  const { message_id, session_id } = input;
  await assertSession(deps.db, ctx, session_id);
  // The message may be anywhere in the log, which is read before the session is locked: what it holds does not change.
  const message = await findSaid(deps.db, { org_id: ctx.org_id, id: session_id }, message_id);
  return idempotentTransact(deps, { ctx, ...input, status: 200 }, async (tx, { session }) => {
    const result = withoutContinuation(message);
    if (await isExcluded(tx, session, message_id)) return { result, change: null };
    if (session.active_turn_id !== null) throw busy();
    const change = newChange(deps, session);
    await appendExclusion(tx, change, { message, by: ctx.principal });
    return { result, change };
  });
}

/** Excludes a message of the session that changes. */
export async function appendExclusion(
  tx: Tx,
  change: SessionChange,
  { message, by }: { message: Message; by: string },
): Promise<void> {
  const sequences = [message.sequence ?? 0, ...(await findResults(tx, change.session, message))];
  change.append({ type: 'message.excluded', data: { message_id: message.id, sequences, by } });
}

async function findResults(tx: Tx, session: SessionState, { content, turn_id }: Message): Promise<number[]> {
  const calls = content.flatMap((part) => (part.type === 'tool_call' ? [part.id] : []));
  if (calls.length === 0 || turn_id === undefined) return [];
  const rows = await runSql<{ sequence: number | string }>(tx, RESULTS, [session.org_id, session.id, calls, turn_id]);
  return rows.map(({ sequence }) => Number(sequence));
}

export async function isExcluded(tx: Tx, session: SessionState, messageId: MessageId): Promise<boolean> {
  return (await runSql(tx, IS_EXCLUDED, [session.org_id, session.id, messageId])).length > 0;
}

function busy(): EverrunsError {
  return new EverrunsError(
    'session_busy',
    'A turn is running or waiting. Exclude the message when it has ended, or cancel it.',
  );
}
