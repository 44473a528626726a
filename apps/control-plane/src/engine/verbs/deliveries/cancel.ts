import type { Tx } from '../../../db/database.ts';
import { stopTurn } from '../../decide/end-turn.ts';
import type { NewDelivery } from '../../state/delivery.ts';
import { insertDeliveries, listBelow } from '../../statements/deliveries.ts';
import { findLockedTurn, findSessionRow } from '../../statements/lock.ts';
import { loadPendingWork } from '../../statements/pending-work.ts';
import { findWait } from '../../statements/waits.ts';
import type { EngineDeps } from '../../transact/engine-deps.ts';
import { newChange } from '../../transact/transact.ts';
import { endAllOf } from '../parts/end-all-of.ts';
import { changed, DONE, pairsOf, type Handled } from './handled.ts';

type Of<Kind extends NewDelivery['kind']> = Extract<NewDelivery, { kind: Kind }>;

/** Ends the turn of a sub-agent whose caller no longer waits. Its queue goes on, which somebody else may have filled. */
export async function cancelChild(deps: EngineDeps, tx: Tx, { org_id, payload }: Of<'cancel'>): Promise<Handled> {
  const wait = await findWait(tx, org_id, payload.wait_id);
  const locked = wait?.child_turn_id == null ? null : await findLockedTurn(tx, wait.child_turn_id);
  if (locked === null || locked.turn.ended_at !== null) return DONE;
  const { session, turn } = locked;
  const change = newChange(deps, session);
  const pending = await loadPendingWork(tx, session, turn);
  stopTurn(change, turn, { end: { status: 'canceled', reason: 'canceled' }, pending });
  return changed(change);
}

/** Leaves a delivery for each session below one that was canceled. */
export async function cancelBelow(_deps: EngineDeps, tx: Tx, delivery: Of<'cancel_below'>): Promise<Handled> {
  const { org_id, key, to_session, payload } = delivery;
  const session = await findSessionRow(tx, org_id, to_session);
  if (session === null) return DONE;
  const below = await listBelow(tx, session);
  const deliveries = below.map((id) => ({
    org_id,
    kind: 'cancel_session' as const,
    key: `${key}:${id}`,
    from_session: to_session,
    to_session: id,
    payload,
  }));
  await insertDeliveries(tx, deliveries);
  return { change: null, next: pairsOf(deliveries) };
}

/** Ends all that a session below a canceled one does. */
export async function cancelWhole(deps: EngineDeps, tx: Tx, delivery: Of<'cancel_session'>): Promise<Handled> {
  const session = await findSessionRow(tx, delivery.org_id, delivery.to_session);
  if (session === null) return DONE;
  const change = await endAllOf(deps, tx, { session, by: delivery.payload.by });
  return change.isEmpty() ? DONE : changed(change);
}
