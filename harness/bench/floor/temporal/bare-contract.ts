/**
 * The contract between the client and the worker of the bare workflow. It has no imports, because the workflow bundle loads it.
 */

export const BARE_QUEUES = { turns: 'bare-turns', tools: 'bare-tools' } as const;
export const BARE_WORKFLOW = 'bareTurn';

/** The ids that the activities of a turn also receive. */
export interface BareInput {
  turn_id: string;
  session_id: string;
  segment: number;
}

export interface BareAtom extends BareInput {
  iteration: number;
  ordinal: number;
}

export interface BareActivities {
  reason(input: BareAtom): Promise<{ kind: 'reason'; done: boolean; call_ordinals: number[]; wait_ordinals: number[] }>;
  act(input: BareAtom): Promise<{ kind: 'act'; ok: boolean }>;
}
