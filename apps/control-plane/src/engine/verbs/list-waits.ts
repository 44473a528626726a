import type { Page, SessionId, Wait } from '@everruns/schemas';
import { listPage } from '../../kernel/list-page.ts';
import { readListed } from '../../kernel/read-rows.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import { assertSession } from '../../repositories/assert-session.ts';
import { toWait } from '../state/to-wait.ts';
import { loadWaitsOfSession } from '../statements/waits.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';

export interface ListWaits {
  session_id: SessionId;
  limit: number;
  cursor?: string | undefined;
}

/** Lists what the calls of a session wait and waited for, newest first. Throws `not_found` and `invalid_cursor`. */
export async function listWaits(deps: EngineDeps, ctx: RequestContext, input: ListWaits): Promise<Page<Wait>> {
  const { session_id, limit, cursor } = input;
  await assertSession(deps.db, ctx, session_id);
  const binding = { org_id: ctx.org_id, filter: { list: 'waits', session_id } };
  return listPage(deps, { limit, cursor, binding }, async (after, count) => {
    const session = { org_id: ctx.org_id, id: session_id };
    return readListed('waits', await loadWaitsOfSession(deps.db, session, { after, count }), toWait);
  });
}
