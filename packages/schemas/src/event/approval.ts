import { z } from 'zod';
import { ToolCallId, WaitId } from '../ids.ts';
import { JsonObject, JsonValue } from '../json.ts';
import { Decision, Question, WaitKind } from '../wait.ts';

/** What people are asked, and what they decided, each in the transaction of the state that it tells. */
export const approvalEvents = {
  'approval.requested': z.object({
    approval_id: WaitId,
    kind: WaitKind,
    tool_call_id: ToolCallId,
    name: z.string(),
    question: Question.optional(),
    /** Of a call that waits for a login: the server, and the page on which one signs in (`connect_url`). */
    connection: JsonObject.optional(),
    expires_at: z.iso.datetime(),
  }),
  'approval.resolved': z.object({
    approval_id: WaitId,
    kind: WaitKind,
    tool_call_id: ToolCallId,
    /** `expired`: nobody decided in time. `canceled`: the turn ended first. */
    decision: z.enum([...Decision.options, 'expired', 'canceled']),
    /** The stable name of the caller who decided. */
    by: z.string().optional(),
    reason: z.string().optional(),
    edited_arguments: JsonObject.optional(),
    answer: JsonValue.optional(),
  }),
};
