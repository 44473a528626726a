import type { Tx } from '../../../db/database.ts';
import type { ProcessContext } from '../../ports/process-context.ts';
import type { DeliveryRow, SessionPair } from '../../state/delivery.ts';
import { deleteDelivery, lockHead } from '../../statements/deliveries.ts';
import type { EngineDeps } from '../../transact/engine-deps.ts';
import { transact } from '../../transact/transact.ts';
import { cancelBelow, cancelChild, cancelWhole } from './cancel.ts';
import { takeEnd } from './ended.ts';
import { DONE, type Handled } from './handled.ts';
import { giveUpSpawn, spawn } from './spawn.ts';
import { tellSuspended } from './suspended.ts';

/** About half an hour. What is left undone then is found again by the sweep, from the state alone. */
const MAX_ATTEMPTS = 60;

export interface Delivered {
  /** False: there was nothing to deliver, or another process delivers it. */
  wasDelivered: boolean;
  /** Pairs that have something to deliver now. */
  next: readonly SessionPair[];
}

/** Delivers the oldest of what one session has for another, in a transaction that locks at most the second one's row. */
export function deliverHead(deps: EngineDeps, _ctx: ProcessContext, pair: SessionPair): Promise<Delivered> {
  return transact<Delivered>(deps, async (tx) => {
    const delivery = await lockHead(tx, pair);
    if (delivery === null) return { result: { wasDelivered: false, next: [] }, change: null };
    await deleteDelivery(tx, delivery);
    const { change, next } = await handle(deps, tx, delivery);
    return { result: { wasDelivered: true, next }, change };
  });
}

function handle(deps: EngineDeps, tx: Tx, delivery: DeliveryRow): Promise<Handled> {
  if (delivery.attempts > MAX_ATTEMPTS) return giveUp(deps, tx, delivery);
  switch (delivery.kind) {
    case 'spawn':
      return spawn(deps, tx, delivery);
    case 'ended':
      return takeEnd(deps, tx, delivery);
    case 'cancel':
      return cancelChild(deps, tx, delivery);
    case 'cancel_below':
      return cancelBelow(deps, tx, delivery);
    case 'cancel_session':
      return cancelWhole(deps, tx, delivery);
    case 'suspended':
      return tellSuspended(deps, tx, delivery);
  }
}

async function giveUp(deps: EngineDeps, tx: Tx, delivery: DeliveryRow): Promise<Handled> {
  deps.log.error({ kind: delivery.kind, key: delivery.key }, 'A delivery failed too often and was given up.');
  return delivery.kind === 'spawn' ? giveUpSpawn(tx, delivery) : DONE;
}
