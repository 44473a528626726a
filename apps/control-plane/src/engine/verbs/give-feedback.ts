import { type CreateFeedbackRequest, type Feedback, type MessageId, type SessionId } from '@everruns/schemas';
import type { IdempotencyRequest } from '../../idempotency/idempotency-request.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { idempotentTransact } from '../transact/idempotent.ts';
import { newChange } from '../transact/transact.ts';
import { findSaid } from './parts/find-said.ts';

export interface GiveFeedbackInput {
  session_id: SessionId;
  message_id: MessageId;
  request: CreateFeedbackRequest;
  idempotency: IdempotencyRequest | null;
}

/** Records what the caller thinks of a message. Throws `not_found` for one that is not in the log. */
export async function giveFeedback(deps: EngineDeps, ctx: RequestContext, input: GiveFeedbackInput): Promise<Feedback> {
  const { session_id, message_id, request, idempotency } = input;
  await assertSession(deps.db, ctx, session_id);
  await findSaid(deps.db, { org_id: ctx.org_id, id: session_id }, message_id);
  return idempotentTransact(deps, { ctx, session_id, idempotency, status: 201 }, async (_tx, { session }) => {
    const feedback: Feedback = { message_id, ...request, by: ctx.principal };
    const change = newChange(deps, session);
    change.append({ type: 'feedback.given', data: feedback });
    return { result: feedback, change };
  });
}
