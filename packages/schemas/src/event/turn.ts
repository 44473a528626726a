import { z } from 'zod';
import { ErrorCode } from '../errors/error-code.ts';
import { MessageId, TurnId } from '../ids.ts';
import { Usage } from '../usage.ts';

const Ended = {
  turn_id: TurnId,
  iterations: z.int().nonnegative(),
  duration_ms: z.number().nonnegative(),
  usage: Usage,
};

export const turnEvents = {
  'turn.started': z.object({ turn_id: TurnId, agent_version: z.int().positive() }),
  'turn.completed': z.object(Ended),
  'turn.failed': z.object({
    ...Ended,
    /** The advice for a person. */
    error: z.string(),
    error_code: ErrorCode,
    /** The message of the model's provider, verbatim except for masked secrets. Only readers with write access see it. */
    provider_message: z.string().optional(),
  }),
  'turn.canceled': z.object({ ...Ended, reason: z.enum(['canceled', 'interrupted', 'session_canceled']) }),
  'turn.parked': z.object({
    turn_id: TurnId,
    waiting_for: z.array(z.string()),
    wake_at: z.iso.datetime().optional(),
  }),
  /** The message of a failed or canceled turn is answered again, by this turn. */
  'turn.retried': z.object({ turn_id: TurnId, retried_turn_id: TurnId, message_id: MessageId }),
  'turn.resumed': z.object({ turn_id: TurnId }),
};
