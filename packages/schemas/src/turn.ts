import { z } from 'zod';
import { ErrorCode } from './errors/error-code.ts';
import { MessageId, SessionId, TurnId } from './ids.ts';
import { Usage } from './usage.ts';

export const TurnStatus = z.enum(['queued', 'running', 'waiting', 'completed', 'failed', 'canceled']);
export type TurnStatus = z.infer<typeof TurnStatus>;

export const TURN_TERMINAL: ReadonlySet<TurnStatus> = new Set(['completed', 'failed', 'canceled']);

const EDGES: Record<TurnStatus, readonly TurnStatus[]> = {
  queued: ['running', 'canceled'],
  running: ['waiting', 'completed', 'failed', 'canceled'],
  waiting: ['running', 'completed', 'failed', 'canceled'],
  completed: [],
  failed: [],
  canceled: [],
};

export function isTurnEdgeLegal(from: TurnStatus, to: TurnStatus): boolean {
  return EDGES[from].includes(to);
}

export const TurnError = z.object({
  code: ErrorCode,
  /** What to do about it. */
  message: z.string(),
  /** What the model's provider said, word for word but for secrets: only for callers who may write. */
  provider_message: z.string().optional(),
});
export type TurnError = z.infer<typeof TurnError>;

export const Turn = z.object({
  id: TurnId,
  session_id: SessionId,
  input_message_id: MessageId,
  status: TurnStatus,
  /** 1 is next; only while queued. */
  position: z.int().positive().optional(),
  agent_version: z.int().positive(),
  iterations: z.int().nonnegative(),
  usage: Usage,
  error: TurnError.optional(),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().optional(),
  ended_at: z.iso.datetime().optional(),
});
export type Turn = z.infer<typeof Turn>;
