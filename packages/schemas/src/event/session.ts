import { z } from 'zod';
import { TaintSource } from '../taint.ts';
import { AgentId, LlmModelId, TurnId } from '../ids.ts';

export const sessionEvents = {
  'session.started': z.object({
    agent_id: AgentId,
    model_id: LlmModelId.optional(),
    /** Absent when it is `local`. */
    subject: z.string().optional(),
  }),
  /** The log has got foreign content, in the event of that sequence. Written for the first of it. */
  'session.tainted': z.object({ since_sequence: z.int().positive(), source: TaintSource }),
  /** A person said that what the session holds is harmless. */
  'session.taint_cleared': z.object({ by: z.string() }),
  'session.activated': z.object({ turn_id: TurnId }),
  'session.idled': z.object({ stop_reason: z.enum(['completed', 'failed', 'canceled']) }),
};
