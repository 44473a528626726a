/** The contract between control plane and Temporal workers. It has no imports because the workflow bundle loads it. */

export const TASK_QUEUES = { turns: 'agent-turns', tools: 'agent-tools' } as const;
export const TURN_WORKFLOW = 'turnSegment';
export const STATUS_QUERY = 'status';

/** Contains only ids and numbers, because nothing that a person wrote may enter a history. */
export interface TurnSegmentInput {
  turn_id: string;
  session_id: string;
  segment: number;
  start_iteration: number;
  max_iterations: number;
  /** If a worker is silent for this long, its atom goes to another. It is 15 s unless the control plane sets another value. */
  heartbeat_timeout_ms?: number;
}

export interface TurnSegmentStatus {
  iteration: number;
  phase: 'reason' | 'act' | 'wait' | 'ended';
}

export interface AtomActivityInput {
  turn_id: string;
  session_id: string;
  segment: number;
  iteration: number;
  ordinal: number;
}

export interface WaitActivityInput {
  turn_id: string;
  segment: number;
  iteration: number;
  ordinals: number[];
}

export interface EndSegmentActivityInput {
  turn_id: string;
  segment: number;
  end:
    | { kind: 'parked'; iteration: number; wait_ordinals: number[] }
    | { kind: 'failed'; code: 'max_iterations' | 'internal'; iteration: number };
}

/** The activities, by name. Results contain only ids, numbers and enums; `ended` means that the segment needs no more work. */
export interface TurnActivities {
  reason(input: AtomActivityInput): Promise<ReasonResult | Ended>;
  act(input: AtomActivityInput): Promise<{ kind: 'act'; ok: boolean } | { kind: 'suspended' } | Ended>;
  waitForCalls(input: WaitActivityInput): Promise<{ kind: 'waited'; runnable: number[]; open: number[] } | Ended>;
  endSegment(input: EndSegmentActivityInput): Promise<Ended | { kind: 'refused' }>;
}

interface Ended {
  kind: 'ended';
}

interface ReasonResult {
  kind: 'reason';
  done: boolean;
  call_ordinals: number[];
  wait_ordinals: number[];
}

export function turnWorkflowId(turnId: string, segment: number): string {
  return `turn:${turnId}:${segment}`;
}
