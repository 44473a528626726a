import { z } from 'zod';

/**
 * The parts that a repair leaves out of requests. `unknown_tools`: calls to tools that the agent does not have, rendered as text.
 * `tool_rounds`: all calls and their results, rendered as text.
 */
export const RepairedPart = z.enum(['pictures', 'reasoning', 'unknown_tools', 'tool_rounds']);
export type RepairedPart = z.infer<typeof RepairedPart>;

/** A repair of every message up to a position in the log. */
export const HistoryRepair = z.object({
  what: z.array(RepairedPart).min(1),
  through_sequence: z.int().nonnegative(),
});
export type HistoryRepair = z.infer<typeof HistoryRepair>;

/** A change of what models read of the log. The log itself stays the same. */
export const HistoryEdit = z.object({
  repair: HistoryRepair.optional(),
  /** The sequences of messages that models no longer read. */
  excluded_sequences: z.array(z.int().positive()).optional(),
});
export type HistoryEdit = z.infer<typeof HistoryEdit>;
