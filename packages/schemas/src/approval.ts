import { z } from 'zod';
import { AgentId, ApprovalRuleId, SessionId } from './ids.ts';
import { JsonObject, JsonValue } from './json.ts';
import { LIMITS } from './limits.ts';
import { SessionPlace } from './session.ts';
import { boundedText } from './text.ts';
import { Decision, Wait } from './wait.ts';

/** A wait that a person decides, with what they need for that. */
export const Approval = Wait.extend({
  agent_name: z.string(),
  /** The sessions from the root to this one. */
  path: z.array(SessionPlace).min(1),
  /** The JSON Schema of the tool's arguments. Present if one approval was asked for. */
  parameters: JsonObject.optional(),
});
export type Approval = z.infer<typeof Approval>;

/** How many approvals and questions wait for a person. They are counted up to 100. */
export const ApprovalCount = z.object({ open: z.int().min(0).max(LIMITS.listLimit), has_more: z.boolean() });
export type ApprovalCount = z.infer<typeof ApprovalCount>;

/** For which later calls of the same tool a decision counts. `user` is the session's subject. */
export const RememberScope = z.enum(['session', 'agent', 'user']);
export type RememberScope = z.infer<typeof RememberScope>;

export const RememberMatch = z.enum(['tool', 'arguments']);
export type RememberMatch = z.infer<typeof RememberMatch>;

export const Remember = z.strictObject({
  scope: RememberScope,
  /** `tool`: whatever the arguments are. `arguments`: only with the same ones. */
  match: RememberMatch.default('tool'),
});
export type Remember = z.infer<typeof Remember>;

/** `approve` and `deny` decide an approval, `answer` and `deny` a question. */
export const ResolveApprovalRequest = z.strictObject({
  decision: Decision,
  /** What the model reads beside a denial. */
  reason: boundedText(LIMITS.reasonBytes).optional(),
  /** The call runs with these in place of the model's. They must fit the tool's schema. Only with `approve`. */
  edited_arguments: JsonObject.optional(),
  /** Only with `answer`, and then required: text, or JSON that fits the question's schema. */
  answer: JsonValue.optional(),
  /** Only with `approve`. `agent` needs the role admin. */
  remember: Remember.optional(),
});
export type ResolveApprovalRequest = z.infer<typeof ResolveApprovalRequest>;

/** A remembered approval. It stops to count when it is deleted, and when the tool's schema changes. */
export const ApprovalRule = z.object({
  id: ApprovalRuleId,
  scope: RememberScope,
  session_id: SessionId.optional(),
  agent_id: AgentId.optional(),
  subject: z.string().optional(),
  tool: z.string(),
  capability_id: z.string().optional(),
  match: RememberMatch,
  arguments: JsonObject.optional(),
  created_by: z.string(),
  created_at: z.iso.datetime(),
});
export type ApprovalRule = z.infer<typeof ApprovalRule>;
