import type { Message, Page, SessionId } from '@everruns/schemas';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { readRow, takeReadable } from '../../kernel/read-rows.ts';
import { checkMessage, loadQueue } from '../statements/load.ts';
import { assertSession } from '../../repositories/assert-session.ts';

/** Messages that wait for their turn, next one first. Throws `not_found`. */
export async function listQueue(
  deps: EngineDeps,
  ctx: RequestContext,
  input: { session_id: SessionId },
): Promise<Page<Message>> {
  await assertSession(deps.db, ctx, input.session_id);
  const queue = await loadQueue(deps.db, { org_id: ctx.org_id, id: input.session_id });
  const rows = queue.map(({ input: waiting, turn }) =>
    readRow({ table: 'turn_inputs', id: waiting.message_id }, () =>
      checkMessage({ ...waiting.message, turn_id: turn.id }),
    ),
  );
  return { data: takeReadable(rows, deps.unreadable.report), has_more: false };
}
