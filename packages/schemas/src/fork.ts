import { z } from 'zod';
import { SessionId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { CreateMessageResponse } from './message-receipt.ts';
import { InputMessage } from './message.ts';
import { Session, SessionStatus } from './session.ts';
import { boundedText } from './text.ts';
import { Warning } from './warning.ts';

const sequence = z.int().positive().max(Number.MAX_SAFE_INTEGER);

export const ForkSessionRequest = z.strictObject({
  /** The last event of the session that the fork has too. Default: the last one there is. */
  at_sequence: sequence.optional(),
  /** Default: the title of the session. */
  title: boundedText(LIMITS.sessionTitleBytes).optional(),
  /** A message that is posted to the fork as soon as it exists. */
  message: InputMessage.optional(),
});
export type ForkSessionRequest = z.infer<typeof ForkSessionRequest>;

export const ForkSessionResponse = Session.extend({
  /** The receipt of the message, if the request had one. */
  message: CreateMessageResponse.optional(),
  /** What is not as it was at that place. */
  warnings: z.array(Warning).min(1).optional(),
});
export type ForkSessionResponse = z.infer<typeof ForkSessionResponse>;

/** A session of a lineage. */
export const LineageEntry = z.object({
  session_id: SessionId,
  title: z.string().optional(),
  status: SessionStatus,
  /** Of a fork: the session it was made of, which may have been deleted since, and the last event that it has of it. */
  from_session_id: SessionId.optional(),
  at_sequence: sequence.optional(),
  created_at: z.iso.datetime(),
});
export type LineageEntry = z.infer<typeof LineageEntry>;

/** A session and everything that was forked from the same beginning, oldest first. */
export const SessionLineage = z.object({
  root_session_id: SessionId,
  sessions: z.array(LineageEntry),
  /** Whether there are more: at most 200 are listed. */
  has_more: z.boolean(),
});
export type SessionLineage = z.infer<typeof SessionLineage>;

/** What becomes of the forks of a session that is deleted. `keep`: they get copies of what they read of it. */
export const ForksOfDeleted = z.enum(['keep', 'delete']);
export type ForksOfDeleted = z.infer<typeof ForksOfDeleted>;
