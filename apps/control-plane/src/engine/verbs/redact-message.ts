import { isDeepStrictEqual } from 'node:util';
import { EverrunsError, type Message, type MessageId, type SessionId } from '@everruns/schemas';
import { runSql, type Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import { redactEvent, redactMessage as withoutTexts, type Redaction } from '../decide/redact-event.ts';
import type { SessionState } from '../state/rows.ts';
import { eraseElsewhere, findTextChunks, lockSharers, replaceTexts, type TextChunk } from '../statements/redaction.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import { newChange } from '../transact/transact.ts';
import { appendExclusion, isExcluded } from './exclude-message.ts';
import { findSaid } from './parts/find-said.ts';

export interface RedactMessageInput {
  session_id: SessionId;
  message_id: MessageId;
  idempotency: IdempotencyRequest | null;
}

/**
 * Erases what a message said, with what its calls asked and answered, in the log and in the logs of all forks that have it, and in summaries of it. Models
 * are told it no more. First the texts go, in one transaction; then each log says so, so that readers drop what they have. A repetition does what is left.
 * Throws `not_found`, and `session_busy` while a turn runs or waits in one of the sessions.
 */
export async function redactMessage(
  deps: EngineDeps,
  ctx: RequestContext,
  { session_id, message_id, idempotency }: RedactMessageInput,
): Promise<Message> {
  await assertSession(deps.db, ctx, session_id);
  const message = await findSaid(deps.db, { org_id: ctx.org_id, id: session_id }, message_id);
  const ids = await inTransaction(deps.db, (tx) => eraseTexts(tx, ctx, { session_id, message }));
  for (const id of ids) deps.memory.forget(id);
  // The session that was asked for is the last one, so that its stored answer says that all of them know.
  for (const id of ids.filter((one) => one !== session_id)) await tell(deps, ctx, { id, message, idempotency: null });
  return tell(deps, ctx, { id: session_id, message, idempotency });
}

async function eraseTexts(
  tx: Tx,
  ctx: RequestContext,
  { session_id, message }: { session_id: SessionId; message: Message },
): Promise<SessionId[]> {
  let sharers = await lockSharers(tx, ctx, { session_id, message });
  // A fork that was being made has been waited for, and is found by the next look. Of locked sessions no further one comes.
  for (let known = 0; known < sharers.length;) {
    known = sharers.length;
    sharers = await lockSharers(tx, ctx, { session_id, message });
  }
  if (sharers.some(({ is_busy }) => is_busy)) throw busy();
  const ids = sharers.map(({ id }) => id);
  const calls = message.content.flatMap((part) => (part.type === 'tool_call' ? [part.id] : []));
  const redaction = { message_id: message.id, sequence: message.sequence ?? 0, calls: new Set<string>(calls) };
  for (const chunk of await findTextChunks(tx, ctx, { ids, turn_id: message.turn_id })) {
    const data = redactChunk(chunk, redaction);
    if (data !== null) await replaceTexts(tx, ctx, { ...chunk, data });
  }
  const [text = ''] = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  await eraseElsewhere(tx, ctx, { ids, message_id: message.id, sequence: redaction.sequence, text, calls });
  return ids;
}

/** The data of a row's events without the texts. Null: it has none of them, or no longer. */
function redactChunk({ types, data }: TextChunk, redaction: Redaction): string[] | null {
  const redacted = data.map((text, index) => {
    const left = redactEvent(types[index] ?? '', JSON.parse(text), redaction);
    return left === null ? text : JSON.stringify(left);
  });
  return isDeepStrictEqual(redacted, data) ? null : redacted;
}

interface Telling {
  id: SessionId;
  message: Message;
  idempotency: IdempotencyRequest | null;
}

/** Records in the log of a session that it has lost a message. */
function tell(deps: EngineDeps, ctx: RequestContext, { id, message, idempotency }: Telling): Promise<Message> {
  const result = { ...withoutTexts(message), session_id: id };
  return idempotentTransact(deps, { ctx, session_id: id, idempotency, status: 200 }, async (tx, { session }) => {
    if (await isRedacted(tx, session, message.id)) return { result, change: null };
    const change = newChange(deps, session);
    if (!(await isExcluded(tx, session, message.id))) await appendExclusion(tx, change, { message, by: ctx.principal });
    change.append({ type: 'message.redacted', data: { message_id: message.id, by: ctx.principal } });
    return { result, change };
  });
}

const IS_REDACTED = `select 1 from events where org_id = $1 and session_id = $2 and chunk_types && '{message.redacted}'
  and type = 'message.redacted' and data ->> 'message_id' = $3 limit 1`;

async function isRedacted(tx: Tx, { org_id, id }: SessionState, messageId: MessageId): Promise<boolean> {
  return (await runSql(tx, IS_REDACTED, [org_id, id, messageId])).length > 0;
}

function busy(): EverrunsError {
  return new EverrunsError(
    'session_busy',
    'A turn is running or waiting in the session, or in a fork that has the message. Redact it when the turn has ended, or cancel it.',
  );
}
