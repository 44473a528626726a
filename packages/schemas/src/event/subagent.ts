import { z } from 'zod';
import { ErrorCode } from '../errors/error-code.ts';
import { AgentId, SessionId, ToolCallId, TurnId, WaitId } from '../ids.ts';
import { WaitKind } from '../wait.ts';

const Child = {
  /** The session of the sub-agent. Its events are in its own log. */
  session_id: SessionId,
  /** The turn of that session whose end counts. */
  turn_id: TurnId,
  parent_tool_call_id: ToolCallId,
};

/** What becomes of the sub-agents that a session's calls start, in the log of that session. */
export const subagentEvents = {
  /** A call waits for a sub-agent. The session comes into being a moment later, unless a limit forbids it. */
  'subagent.spawned': z.object({ ...Child, agent_id: AgentId, agent: z.string() }),
  /** A session below this one waits for somebody. */
  'subagent.suspended': z.object({
    session_id: SessionId,
    waits: z.array(z.object({ id: WaitId, kind: WaitKind, tool_call_id: ToolCallId, name: z.string() })).min(1),
  }),
  'subagent.completed': z.object({
    ...Child,
    /** The sequence of the event in the sub-agent's log that ended the turn. */
    child_sequence: z.int().positive(),
  }),
  'subagent.failed': z.object({
    ...Child,
    /** `refused`: it was never started. `canceled`: it was stopped, by somebody or with the turn that waits for it. */
    reason: z.enum(['failed', 'canceled', 'refused', 'expired', 'deleted']),
    /** The advice for a person. */
    error: z.string(),
    error_code: ErrorCode.optional(),
    /** Absent if the turn had not ended, or never began. */
    child_sequence: z.int().positive().optional(),
  }),
};
