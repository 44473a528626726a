/** What control plane and Temporal workers agree on. Free of imports: the workflow bundle loads it. */

export const TASK_QUEUES = { turns: 'agent-turns', tools: 'agent-tools' } as const;
export const TURN_WORKFLOW = 'turnSegment';
export const STATUS_QUERY = 'status';

/** Ids and numbers only: nothing that a person wrote may enter a history. */
export interface TurnSegmentInput {
  turn_id: string;
  session_id: string;
  segment: number;
  start_iteration: number;
  max_iterations: number;
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

export function turnWorkflowId(turnId: string, segment: number): string {
  return `turn:${turnId}:${segment}`;
}
