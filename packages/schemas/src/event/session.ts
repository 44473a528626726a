import { z } from 'zod';
import { AgentId, LlmModelId, TurnId } from '../ids.ts';

export const sessionEvents = {
  'session.started': z.object({
    agent_id: AgentId,
    model_id: LlmModelId.optional(),
    /** Absent when it is `local`. */
    subject: z.string().optional(),
  }),
  'session.activated': z.object({ turn_id: TurnId }),
  'session.idled': z.object({ stop_reason: z.enum(['completed', 'failed', 'canceled']) }),
};
