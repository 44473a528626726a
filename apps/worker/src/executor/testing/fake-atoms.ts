import type { ClientFrame, EndSegmentRequest, ServerFrame } from '@everruns/internal-protocol';
import { formatAtomKey, type AtomOutcome, type AtomRef, type ExecId, type ToolCall } from '@everruns/schemas';

export interface AtomRow {
  ref: AtomRef;
  status: 'waiting' | 'open' | 'begun' | 'recorded';
  attempt: number;
  execId: ExecId | null;
  failures: number;
  call: ToolCall | null;
  outcome: AtomOutcome | null;
}

export function acknowledge({ token, frame_number }: Extract<ClientFrame, { kind: 'frame' }>): ServerFrame {
  const { atom, attempt } = token;
  return { kind: 'ack', turn_id: atom.turn_id, atom_key: formatAtomKey(atom), attempt, frame_number };
}

export function label({ iteration, kind, ordinal }: AtomRef): string {
  return kind === 'reason' ? `${iteration}:reason` : `${iteration}:act:${ordinal}`;
}

export function iterationOf(end: Extract<EndSegmentRequest['end'], { kind: 'parked' }>): number {
  return end.iteration;
}
