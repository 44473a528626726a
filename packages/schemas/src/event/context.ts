import { z } from 'zod';
import { Compaction, Message } from '../message.ts';

/** Tokens of the whole request, as the platform estimates them before and after: the two compare, a provider counts otherwise. */
const tokens = z.int().nonnegative();

export const contextEvents = {
  'context.compacting': z.object({
    tokens_before: tokens,
    /** `refused`: the provider said that the request is too long. `counted`: so it seemed before it was asked. */
    cause: z.enum(['refused', 'counted']),
  }),
  /** From here on the model is told the summary in place of what it covers; the log keeps everything. */
  'context.compacted': z.object({
    tokens_before: tokens,
    tokens_after: tokens,
    message: Message.extend({ compaction: Compaction }),
  }),
};
