import { z } from 'zod';
import { Compaction, Message } from '../message.ts';

/** The tokens of the whole request. The platform estimates both values, so that they compare. A provider counts differently. */
const tokens = z.int().nonnegative();

export const contextEvents = {
  'context.compacting': z.object({
    tokens_before: tokens,
    /** `refused`: the provider refused the request as too long. `counted`: the platform's own count was too high. */
    cause: z.enum(['refused', 'counted']),
  }),
  /** From here on the model reads the summary in place of what it covers. The log keeps everything. */
  'context.compacted': z.object({
    tokens_before: tokens,
    tokens_after: tokens,
    message: Message.extend({ compaction: Compaction }),
  }),
};
