import type { Tx } from '../../../db/database.ts';
import type { NewDelivery } from '../../state/delivery.ts';
import { loadOpenOf } from '../../statements/deliveries.ts';
import { findSessionRow } from '../../statements/lock.ts';
import type { EngineDeps } from '../../transact/engine-deps.ts';
import { newChange } from '../../transact/transact.ts';
import { changed, DONE, type Handled } from './handled.ts';

/** Says in the log of a session that one below it waits for somebody, unless that is over. */
export async function tellSuspended(
  deps: EngineDeps,
  tx: Tx,
  { org_id, from_session, to_session, payload }: Extract<NewDelivery, { kind: 'suspended' }>,
): Promise<Handled> {
  const session = await findSessionRow(tx, org_id, to_session);
  const open = await loadOpenOf(tx, org_id, payload.wait_ids);
  if (session === null || open.length === 0) return DONE;
  const change = newChange(deps, session);
  const waits = open.map(({ id, kind, asked }) => ({ id, kind, tool_call_id: asked.tool_call_id, name: asked.tool }));
  const { active_turn_id } = session;
  const context = active_turn_id === null ? {} : { turn_id: active_turn_id };
  change.append({ type: 'subagent.suspended', data: { session_id: from_session, waits } }, context);
  return changed(change);
}
