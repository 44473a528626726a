import { z } from 'zod';
import { TaintSource } from '../taint.ts';
import { AgentId, LlmModelId, SessionId, ToolCallId, TurnId } from '../ids.ts';

export const sessionEvents = {
  'session.started': z.object({
    agent_id: AgentId,
    model_id: LlmModelId.optional(),
    /** Absent when it is `local`. */
    subject: z.string().optional(),
    /** The call that started the session, if it is a sub-agent. */
    parent: z.object({ session_id: SessionId, turn_id: TurnId, tool_call_id: ToolCallId }).optional(),
    /** Of a sub-agent: the session at the top, and its number among all sub-agents of that. */
    root_session_id: SessionId.optional(),
    child_number: z.int().positive().optional(),
  }),
  /** The log has got foreign content, in the event of that sequence. Written for the first of it. */
  'session.tainted': z.object({ since_sequence: z.int().positive(), source: TaintSource }),
  /** A person said that what the session holds is harmless. */
  'session.taint_cleared': z.object({ by: z.string() }),
  /**
   * The log up to here is that of another session. Turns that ran there, and messages that waited, do not go on here; calls without a result get one
   * in the next events.
   */
  'session.forked': z.object({ from_session_id: SessionId, at_sequence: z.int().positive(), by: z.string() }),
  'session.activated': z.object({ turn_id: TurnId }),
  'session.idled': z.object({ stop_reason: z.enum(['completed', 'failed', 'canceled']) }),
};
