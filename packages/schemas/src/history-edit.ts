import { z } from 'zod';

/**
 * What a repair leaves out of what a provider is told. `unknown_tools`: calls to tools that the agent does not have, told as text;
 * `tool_rounds`: all calls and their results, told as text.
 */
export const RepairedPart = z.enum(['pictures', 'reasoning', 'unknown_tools', 'tool_rounds']);
export type RepairedPart = z.infer<typeof RepairedPart>;

/** A repair of every message up to a place in the log. */
export const HistoryRepair = z.object({
  what: z.array(RepairedPart).min(1),
  through_sequence: z.int().nonnegative(),
});
export type HistoryRepair = z.infer<typeof HistoryRepair>;

/** A change of what models are told of the log, which itself stays as it is. */
export const HistoryEdit = z.object({
  repair: HistoryRepair.optional(),
  /** Of messages that are told no more. */
  excluded_sequences: z.array(z.int().positive()).optional(),
});
export type HistoryEdit = z.infer<typeof HistoryEdit>;
