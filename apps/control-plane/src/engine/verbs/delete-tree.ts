import type { OrganizationId, SessionId } from '@everruns/schemas';
import { runSql, type Tx } from '../../db/database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { eraseSession } from '../../repositories/erase-session.ts';
import { listBelow } from '../statements/deliveries.ts';
import { findSessionRow } from '../statements/lock.ts';
import type { RequestContext } from '../../kernel/request-context.ts';
import type { ProcessContext } from '../ports/process-context.ts';
import type { EngineDeps } from '../transact/engine-deps.ts';
import { transact } from '../transact/transact.ts';
import { endAllOf } from './parts/end-all-of.ts';

interface Deleting {
  org_id: OrganizationId;
  session_id: SessionId;
}

const MAX_ROUNDS = 5;

/** Ends and erases a session that is marked as being deleted, and all below it. What is not done after a few tries is left to the sweep. */
export async function deleteTree(
  deps: EngineDeps,
  ctx: RequestContext,
  { session_id }: { session_id: SessionId },
): Promise<void> {
  await eraseAll(deps, { org_id: ctx.org_id, session_id });
}

/** The same for a deletion that did not come to its end. */
export function finishDeletion(deps: EngineDeps, _ctx: ProcessContext, input: Deleting): Promise<boolean> {
  return eraseAll(deps, input);
}

/**
 * Each transaction locks one session. The first one is ended first, so that nothing new is started, and erased last. False: something was
 * started meanwhile, again and again.
 */
async function eraseAll(deps: EngineDeps, input: Deleting): Promise<boolean> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = await end(deps, input);
    if (found === null) return true;
    const below = await listBelow(deps.db, { ...input, id: input.session_id, ancestors: found.ancestors });
    for (const session_id of below) await markDeleting(deps, { ...input, session_id });
    for (const session_id of below.toReversed()) {
      await end(deps, { ...input, session_id });
      await erase(deps, { ...input, session_id });
    }
    if (await erase(deps, input)) return true;
  }
  return false;
}

function end(deps: EngineDeps, { org_id, session_id }: Deleting): Promise<{ ancestors: SessionId[] | null } | null> {
  return transact(deps, async (tx) => {
    const session = await findSessionRow(tx, org_id, session_id);
    if (session === null) return { result: null, change: null };
    const { ancestors } = session;
    const change = await endAllOf(deps, tx, { session, by: 'deletion' });
    return { result: { ancestors }, change: change.isEmpty() ? null : change };
  });
}

const MARK = 'update sessions set deleting_at = now() where org_id = $1 and id = $2 and deleting_at is null';

async function markDeleting({ db }: EngineDeps, { org_id, session_id }: Deleting): Promise<void> {
  await inTransaction(db, (tx) => runSql(tx, MARK, [org_id, session_id]));
}

const TOMBSTONE = `insert into session_tombstones (org_id, session_id, root_session_id, ancestors, child_number, usage)
  select org_id, id, root_session_id, ancestors, child_number, case when root_session_id is not null then usage end from sessions where org_id = $1 and id = $2 on conflict do nothing`;
/** Nobody asks any more what those below a root have used. */
const END_OF_TREE = `update session_tombstones set root_session_id = null, ancestors = null, child_number = null, usage = null
  where org_id = $1 and root_session_id = $2`;
const CHILD = 'select 1 from sessions where org_id = $1 and root_session_id = $2 and $3::uuid = any(ancestors) limit 1';

/** False: the session runs again, or has got a sub-agent. Its waits go first, so a sub-agent that is just being started is seen. */
function erase(deps: EngineDeps, { org_id, session_id }: Deleting): Promise<boolean> {
  return inTransaction(deps.db, async (tx: Tx) => {
    const session = await findSessionRow(tx, org_id, session_id);
    if (session === null) return true;
    if (session.active_turn_id !== null || session.queued_count > 0) return false;
    await runSql(tx, 'select 1 from waits where org_id = $1 and session_id = $2 for update', [org_id, session_id]);
    const root = session.ancestors?.[0] ?? session_id;
    if ((await runSql(tx, CHILD, [org_id, root, session_id])).length > 0) return false;
    await runSql(tx, TOMBSTONE, [org_id, session_id]);
    if (root === session_id) await runSql(tx, END_OF_TREE, [org_id, session_id]);
    await eraseSession(tx, { org_id }, session_id);
    deps.hub.forgetNewLog(session_id);
    deps.memory.forget(session_id);
    return true;
  });
}
