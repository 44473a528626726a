import { z } from 'zod';
import { AgentId, SessionId, ToolCallId, TurnId, WaitId } from './ids.ts';
import { JsonObject, JsonValue } from './json.ts';
import { LIMITS } from './limits.ts';
import { boundedText } from './text.ts';
import { ToolEffect, ToolHints } from './tool.ts';

/** What a tool call waits for: a person's approval or answer, its client, another agent, or a login. */
export const WaitKind = z.enum(['approval', 'question', 'client_tool', 'subagent', 'connection']);
export type WaitKind = z.infer<typeof WaitKind>;

/** The waits that a tool may open while its call runs, with `SuspendCall`. */
export const SuspendKind = z.enum(['question', 'connection']);
export type SuspendKind = z.infer<typeof SuspendKind>;

/** `canceled`: the turn ended first. */
export const WaitStatus = z.enum(['open', 'resolved', 'expired', 'canceled']);
export type WaitStatus = z.infer<typeof WaitStatus>;

/** A question to a person. With a `schema` the answer is JSON that fits it, otherwise it is text. */
export const Question = z.strictObject({
  question: boundedText(LIMITS.questionBytes, 1),
  /** Answers to choose from. Another text may be answered too, unless a schema forbids it. */
  options: z.array(boundedText(LIMITS.questionBytes, 1)).max(LIMITS.questionOptions).optional(),
  /** JSON Schema 2020-12 of the answer. */
  schema: JsonObject.optional(),
});
export type Question = z.infer<typeof Question>;

/** What a wait asks for. The arguments are those that the model chose. */
export const WaitRequest = z.object({
  tool_call_id: ToolCallId,
  tool: z.string(),
  arguments: JsonObject,
  description: z.string().optional(),
  effect: ToolEffect,
  hints: ToolHints.optional(),
  capability_id: z.string().optional(),
  /** The end of the text with which the model made the call, at most 2,000 characters. */
  said: z.string().optional(),
  /** Of a question. */
  question: Question.optional(),
  /** Of a sub-agent: the name by which the model called it, and the turn whose end is waited for. */
  subagent: z
    .object({
      agent: z.string(),
      agent_id: AgentId,
      agent_label: z.string().optional(),
      session_id: SessionId,
      turn_id: TurnId,
    })
    .optional(),
  /** Of a connection: the server or service that needs a login. */
  connection: JsonObject.optional(),
});
export type WaitRequest = z.infer<typeof WaitRequest>;

export const Decision = z.enum(['approve', 'deny', 'answer']);
export type Decision = z.infer<typeof Decision>;

/** How a wait was decided. */
export const WaitResolution = z.object({
  decision: Decision,
  reason: z.string().optional(),
  /** The arguments with which the call runs, if a person changed them. */
  edited_arguments: JsonObject.optional(),
  answer: JsonValue.optional(),
});
export type WaitResolution = z.infer<typeof WaitResolution>;

/** One wait of a tool call. */
export const Wait = z.object({
  id: WaitId,
  session_id: SessionId,
  agent_id: AgentId,
  turn_id: TurnId,
  kind: WaitKind,
  status: WaitStatus,
  /** The subject of the session. */
  subject: z.string(),
  request: WaitRequest,
  resolution: WaitResolution.optional(),
  /** The device that executes the call of a client: its `device_id`. */
  claimed_by: z.string().optional(),
  /** Who decided: the stable name of the caller. */
  resolved_by: z.string().optional(),
  created_at: z.iso.datetime(),
  /** An open wait expires then. Expiry never approves: the call gets an error as its result. */
  expires_at: z.iso.datetime(),
  resolved_at: z.iso.datetime().optional(),
});
export type Wait = z.infer<typeof Wait>;

/** What came of the newest wait of a call, as the tool reads it when the call runs again. */
export const ResumedWait = z.object({
  kind: WaitKind,
  /** What the tool left when it began to wait. */
  state: JsonValue.optional(),
  resolution: WaitResolution,
});
export type ResumedWait = z.infer<typeof ResumedWait>;
