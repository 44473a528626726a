import { z } from 'zod';
import { AgentLabel } from './agent-version.ts';
import { ErrorCode } from './errors/error-code.ts';
import { AgentId, LlmModelId, OrganizationId, SessionId, TurnId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { CreateMessageResponse } from './message-receipt.ts';
import { InputMessage, StandingControls, StandingControlsPatch, Tags } from './message.ts';
import { Subject } from './subject.ts';
import { Taint } from './taint.ts';
import { boundedText } from './text.ts';
import { Usage } from './usage.ts';

export const SessionStatus = z.enum(['idle', 'active', 'requires_action']);
export type SessionStatus = z.infer<typeof SessionStatus>;

/** How the last turn of a session ended. */
export const SessionOutcome = z.enum(['completed', 'failed', 'canceled']);
export type SessionOutcome = z.infer<typeof SessionOutcome>;

/** The turn of a session that ran last, in short. */
export const LastTurn = z.object({
  id: TurnId,
  status: z.enum(['running', 'waiting', ...SessionOutcome.options]),
  error_code: ErrorCode.optional(),
  agent_version: z.int().positive(),
  /** The model that was asked last, as the log names it. */
  provider: z.string().optional(),
  model: z.string().optional(),
  started_at: z.iso.datetime().optional(),
  ended_at: z.iso.datetime().optional(),
});
export type LastTurn = z.infer<typeof LastTurn>;

/** A session on the way from a root to one of its sub-agents. */
export const SessionPlace = z.object({ session_id: SessionId, title: z.string().optional() });
export type SessionPlace = z.infer<typeof SessionPlace>;

/** Where a fork was made. The session may have been deleted since. */
export const ForkOrigin = z.object({ session_id: SessionId, at_sequence: z.int().positive() });
export type ForkOrigin = z.infer<typeof ForkOrigin>;

export const Session = z.object({
  id: SessionId,
  organization_id: OrganizationId,
  agent_id: AgentId,
  /** On whose behalf the session runs. */
  subject: z.string(),
  harness_id: z.literal('default'),
  /** `playground`: it runs one call of a tool for a person. Lists leave it out, and it is erased after a day. */
  kind: z.literal('playground').optional(),
  title: z.string().optional(),
  /** The title is the beginning of the first message, because nobody has given one. */
  title_generated: z.literal(true).optional(),
  tags: z.array(z.string()),
  model_id: LlmModelId.optional(),
  /** Pins the agent's version. If absent, the current version is used. */
  agent_version: z.int().positive().optional(),
  /** The label of the agent whose version its turns use. */
  agent_label: z.string().optional(),
  /** What its messages ask of the model unless they have controls of their own. They go before the agent’s. */
  controls: StandingControls.optional(),
  status: SessionStatus,
  active_turn_id: TurnId.optional(),
  queued_count: z.int().nonnegative(),
  last_sequence: z.int().nonnegative(),
  usage: Usage,
  /** Present while the session holds foreign content that no person has cleared. */
  taint: Taint.optional(),
  /** Of a sub-agent: the session whose call started it. */
  parent_session_id: SessionId.optional(),
  /** Of a sub-agent: the session at the top. */
  root_session_id: SessionId.optional(),
  /** Whether a call of the session ever started a sub-agent. Absent if not. */
  has_children: z.literal(true).optional(),
  /** Of a sub-agent: the sessions from the root to this one. Lists do not have it. */
  path: z.array(SessionPlace).optional(),
  /** Of a fork: the session it was made of, and the last event that it has of it. Lists do not have it. */
  forked_from: ForkOrigin.optional(),
  /** Whether the session was ever forked. Lists do not have it. */
  has_forks: z.literal(true).optional(),
  /** The usage of the session and of all sub-agents below it. Present if it has any; lists do not have it. */
  usage_total: Usage.optional(),
  /** The turn that ran last. Only lists have it. */
  last_turn: LastTurn.optional(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Session = z.infer<typeof Session>;

export const CreateSessionRequest = z.strictObject({
  agent_id: AgentId,
  /**
   * On whose behalf the session runs. Default: the subject of a key that is bound to one, else `local`, which every member reaches.
   * `user:<id>`, which only that person reaches, may be named by them, or with the scope `subjects:any`.
   */
  subject: Subject.optional(),
  title: boundedText(LIMITS.sessionTitleBytes).optional(),
  tags: Tags.default([]),
  model_id: LlmModelId.optional(),
  agent_version: z.int().positive().max(LIMITS.versionNumber).optional(),
  /** Its turns use the version that this label of the agent names when they begin. Not together with `agent_version`. */
  agent_label: AgentLabel.optional(),
  controls: StandingControls.optional(),
  /** The first message, which is posted as soon as the session exists. */
  message: InputMessage.optional(),
});
export type CreateSessionRequest = z.infer<typeof CreateSessionRequest>;

export const CreateSessionResponse = Session.extend({
  /** The receipt of the first message, if the request had one. */
  message: CreateMessageResponse.optional(),
});
export type CreateSessionResponse = z.infer<typeof CreateSessionResponse>;

/** A merge patch (RFC 7396): `null` removes a field. */
export const UpdateSessionRequest = z.strictObject({
  title: boundedText(LIMITS.sessionTitleBytes).nullable().optional(),
  tags: Tags.optional(),
  model_id: LlmModelId.nullable().optional(),
  /** Null: its turns use the current version of the agent. */
  agent_label: AgentLabel.nullable().optional(),
  controls: StandingControlsPatch.nullable().optional(),
});
export type UpdateSessionRequest = z.infer<typeof UpdateSessionRequest>;
