import { EverrunsError, LIMITS, type SessionId } from '@everruns/schemas';
import { inTransaction } from '../../db/transaction.ts';
import { notFound } from '../../kernel/not-found.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { timestampOf } from '../../kernel/timestamp.ts';
import { findSessionForUpdate, updateSessionRow } from '../../repositories/sessions.ts';
import type { Services } from '../services.ts';

export interface TagChange {
  session_id: SessionId;
  add: readonly string[];
  remove: readonly string[];
}

/** Adds and removes tags of a session, and says whether that changed something. Throws `not_found`, and `invalid_request` for too many tags. */
export async function changeTags(deps: Services, ctx: RequestContext, change: TagChange): Promise<boolean> {
  const { session_id, add, remove } = change;
  const changed = await inTransaction(deps.db, async (tx) => {
    const session = await findSessionForUpdate(tx, ctx, session_id);
    if (session === null) throw notFound('session');
    const tags = [...new Set([...session.tags, ...add])].filter((tag) => !remove.includes(tag));
    if (tags.join('\n') === session.tags.join('\n')) return null;
    if (tags.length > LIMITS.tags)
      throw new EverrunsError('invalid_request', `A session may have ${LIMITS.tags} tags; remove one first.`);
    await updateSessionRow(tx, ctx, { ...session, tags, updated_at: timestampOf(deps.clock) });
    return session;
  });
  if (changed === null) return false;
  deps.hub.feed.publish(ctx.org_id, changed.subject, { type: 'session.changed', data: { session_id } });
  return true;
}
