import { z } from 'zod';
import { ErrorCode } from './errors/error-code.ts';
import { SessionId, SessionJobId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { Tags } from './message.ts';
import { SessionSelection } from './session-selection.ts';

/** What is done with each session. `retry`: its last turn, if it failed or was canceled, is tried again. */
export const SessionJobAction = z.enum(['cancel', 'retry', 'tag', 'untag', 'delete']);
export type SessionJobAction = z.infer<typeof SessionJobAction>;

const ABOUT_TAGS: ReadonlySet<SessionJobAction> = new Set(['tag', 'untag']);

/** Work on many sessions: those of a list, or those that a filter finds when the job is created. */
export const CreateSessionJobRequest = z
  .strictObject({
    action: SessionJobAction,
    /** Either this, with at least one condition, or `session_ids`. */
    filter: SessionSelection.optional(),
    session_ids: z.array(SessionId).min(1).max(LIMITS.sessionsPerJob).optional(),
    /** The tags to add or to remove, for `tag` and `untag` alone. */
    tags: Tags.optional(),
  })
  .check((context) => {
    const { action, filter, session_ids, tags = [] } = context.value;
    const refuse = (path: string, message: string): void =>
      void context.issues.push({ code: 'custom', input: context.value, path: [path], message });
    if ((filter === undefined) === (session_ids === undefined))
      refuse('filter', 'must be there, or session_ids, but not both');
    if (filter !== undefined && Object.keys(filter).length === 0) refuse('filter', 'must have a condition');
    if (ABOUT_TAGS.has(action) !== tags.length > 0)
      refuse('tags', ABOUT_TAGS.has(action) ? 'must name a tag' : 'must not be there for this action');
  });
export type CreateSessionJobRequest = z.infer<typeof CreateSessionJobRequest>;

export const SessionJobStatus = z.enum(['running', 'completed', 'canceled']);
export type SessionJobStatus = z.infer<typeof SessionJobStatus>;

const Count = z.int().nonnegative();

export const SessionJob = z.object({
  id: SessionJobId,
  action: SessionJobAction,
  status: SessionJobStatus,
  filter: SessionSelection.optional(),
  session_ids: z.array(SessionId).optional(),
  tags: z.array(z.string()),
  /** Sessions that were changed, those with which there was nothing to do, and those with which it failed. */
  changed: Count,
  skipped: Count,
  failed: Count,
  /** The first of those that failed, and why. */
  failures: z.array(z.object({ session_id: SessionId, code: ErrorCode, message: z.string() })),
  created_by: z.string(),
  created_at: z.iso.datetime(),
  ended_at: z.iso.datetime().optional(),
});
export type SessionJob = z.infer<typeof SessionJob>;
