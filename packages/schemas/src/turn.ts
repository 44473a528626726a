import { z } from 'zod';
import { ErrorCode } from './errors/error-code.ts';
import { MessageId, SessionId, TurnId } from './ids.ts';
import { JsonValue } from './json.ts';
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
  /** The advice for a person. */
  message: z.string(),
  /** The message of the model's provider, verbatim except for masked secrets. Only callers with write access see it. */
  provider_message: z.string().optional(),
});
export type TurnError = z.infer<typeof TurnError>;

export const Turn = z.object({
  id: TurnId,
  session_id: SessionId,
  input_message_id: MessageId,
  status: TurnStatus,
  /** The position in the queue, where 1 is next. Present only while queued. */
  position: z.int().positive().optional(),
  agent_version: z.int().positive(),
  iterations: z.int().nonnegative(),
  usage: Usage,
  error: TurnError.optional(),
  /** The value of the answer, if the turn had to keep to a JSON Schema. Only where one turn is read, and not in lists. */
  output: JsonValue.optional(),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().optional(),
  ended_at: z.iso.datetime().optional(),
});
export type Turn = z.infer<typeof Turn>;
