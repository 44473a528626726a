import { z } from 'zod';
import { ErrorCode } from './errors/error-code.ts';
import { AgentId, LlmModelId, SessionId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { moment } from './moment.ts';
import { SessionOutcome, SessionStatus } from './session.ts';
import { Subject } from './subject.ts';
import { boundedText } from './text.ts';

/** Which sessions, as lists, views and jobs ask for them. All that is given must hold. */
export const SessionSelection = z.strictObject({
  agent_id: AgentId.optional(),
  /** The version with which the turn ran that ended last. */
  agent_version: z.int().min(1).max(LIMITS.versionNumber).optional(),
  /** The model that was asked last. */
  model_id: LlmModelId.optional(),
  status: SessionStatus.optional(),
  /** Whether a call of the session, or of a sub-agent below it, waits for a person or a program. */
  waits: z.enum(['any', 'none']).optional(),
  subject: Subject.optional(),
  /** The sub-agents that the calls of this session have started. */
  parent_session_id: SessionId.optional(),
  /** A session with all its sub-agents, however deep. */
  root_session_id: SessionId.optional(),
  /** Without this, and without one of the two above, sessions of sub-agents are left out. */
  sub_agents: z.enum(['include', 'only']).optional(),
  /** How the turn that ran last ended. A session whose turn runs or waits has none. */
  outcome: SessionOutcome.optional(),
  /** Why that turn failed. */
  error_code: ErrorCode.optional(),
  /** What the session has cost at least, in US dollars. A session whose cost is not known has none. */
  min_cost_usd: z.number().positive().max(1e9).optional(),
  /** How long the turn took at least that ended last. */
  min_duration_ms: z.int().min(1).optional(),
  tag: boundedText(LIMITS.tagBytes, 1).optional(),
  /** An answer of the session was called good or bad. The newest word of each person on it counts. */
  feedback: z.enum(['up', 'down']).optional(),
  /** A part of the title, or words that one message has all of. The last letters of a word may be missing. */
  search: boundedText(LIMITS.searchBytes, 1).optional(),
  /** The bounds themselves are excluded. */
  created_after: moment().optional(),
  created_before: moment().optional(),
  /** How old a session is at most, at the moment of the question: a view with it moves on. */
  created_within_hours: z.int().min(1).max(LIMITS.hoursOfSelection).optional(),
});
export type SessionSelection = z.infer<typeof SessionSelection>;
