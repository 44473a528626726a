import { omitUndefined } from '@everruns/kernel';
import type { ErrorCode, OrganizationId, RecordedEventData, SessionId, WaitId } from '@everruns/schemas';

/** What a transaction of one session leaves for another session, by kind. */
export interface DeliveryPayloads {
  /** Start the sub-agent that the wait names. */
  spawn: { wait_id: WaitId };
  /** The turn that the wait names has ended, or will never begin. */
  ended: { wait_id: WaitId; refused?: Refusal };
  /** The call no longer waits: end the turn that the wait names. */
  cancel: { wait_id: WaitId };
  /** A session was canceled with all below it: find those. */
  cancel_below: { by: string };
  /** End all that the session does. */
  cancel_session: { by: string };
  /** Calls of a session below wait for somebody. */
  suspended: { wait_ids: WaitId[] };
}
export type DeliveryKind = keyof DeliveryPayloads;

/** Why a sub-agent was never started. */
export interface Refusal {
  reason: Extract<RecordedEventData<'subagent.failed'>['reason'], 'refused' | 'deleted'>;
  error: string;
  error_code?: ErrorCode;
}

/** Deliveries from one session to another come in order. */
export interface SessionPair {
  from_session: SessionId;
  to_session: SessionId;
}

export type NewDelivery = {
  [Kind in DeliveryKind]: SessionPair & {
    org_id: OrganizationId;
    kind: Kind;
    /** A second delivery with the same key is not written. */
    key: string;
    payload: DeliveryPayloads[Kind];
  };
}[DeliveryKind];

interface OfWait extends SessionPair {
  org_id: OrganizationId;
  kind: 'spawn' | 'ended' | 'cancel';
  wait_id: WaitId;
  /** Of the end of a sub-agent that was never started. */
  refused?: Refusal;
}

/** A delivery between a call and its sub-agent. There is one of each kind for each wait, and the sweep looks for it by its key. */
export function deliveryOfWait({ kind, wait_id, refused, ...pair }: OfWait): NewDelivery {
  return { ...pair, kind, key: `${kind}:${wait_id}`, payload: { wait_id, ...omitUndefined({ refused }) } };
}

export type DeliveryRow = NewDelivery & { attempts: number };
