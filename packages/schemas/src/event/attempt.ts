import { z } from 'zod';
import { AtomKind } from '../atom.ts';
import { ToolCallId, TurnId } from '../ids.ts';
import { RetryClass } from '../retry-class.ts';

/** Why an attempt failed. `lost`: its process died or was silent for too long, and said nothing. */
export const AttemptFailure = z.enum([...RetryClass.options, 'lost']);
export type AttemptFailure = z.infer<typeof AttemptFailure>;

export const attemptEvents = {
  /** An attempt of a step ended without an outcome. The step is tried again, unless the turn ends. */
  'attempt.failed': z.object({
    kind: AtomKind,
    iteration: z.int().positive(),
    /** The call, for a step that executes one. */
    tool_call_id: ToolCallId.optional(),
    /** The number of the attempt, from 1. Attempts that a process released when it stopped are counted and have no event. */
    attempt: z.int().positive(),
    cause: AttemptFailure,
    /** For a model call: what was asked. */
    model: z.string().optional(),
    provider: z.string().optional(),
    /** The HTTP status of the refusal, if there was an answer. */
    http_status: z.int().nonnegative().optional(),
    started_at: z.iso.datetime(),
    duration_ms: z.number().nonnegative(),
    /** The wait before the next attempt. Absent when the attempt was lost, because the next one has begun. */
    retry_after_ms: z.number().nonnegative().optional(),
    /** How many attempts of this step have failed in a row, and at how many it is given up. The latter is absent without a limit. */
    failures: z.int().nonnegative(),
    max_failures: z.int().positive().optional(),
    /** The message of the model's provider, verbatim except for masked secrets. Only readers with write access see it. */
    provider_message: z.string().optional(),
  }),
  /** Another process runs the turn, because the one before it gave no sign of life. */
  'turn.taken_over': z.object({
    turn_id: TurnId,
    /** The process that was silent and the one that runs the turn now. Null where workers share the work over Temporal. */
    from: z.string().nullable(),
    to: z.string().nullable(),
    /** The time since the last sign of life. */
    silent_ms: z.number().nonnegative(),
  }),
};
