import type { NewDelivery, SessionPair } from '../../state/delivery.ts';
import type { SessionChange } from '../../state/session-change.ts';

/** What became of a delivery. */
export interface Handled {
  /** Written by the transaction that removes the delivery. */
  change: SessionChange | null;
  /** Deliveries that this one has written, apart from those of its change. */
  next: readonly SessionPair[];
}

/** The delivery had nothing to do, or has done it all. */
export const DONE: Handled = { change: null, next: [] };

export const changed = (change: SessionChange): Handled => ({ change, next: [] });

export const pairsOf = (deliveries: readonly NewDelivery[]): SessionPair[] =>
  deliveries.map(({ from_session, to_session }) => ({ from_session, to_session }));
