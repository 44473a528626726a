import { z } from 'zod';
import { ErrorCode } from './errors/error-code.ts';

const Count = z.int().nonnegative();
const Milliseconds = z.number().nonnegative();

/** Half of the values are at most `p50`, and 95 of a hundred at most `p95`. */
export const Percentiles = z.object({ p50: Milliseconds, p95: Milliseconds });
export type Percentiles = z.infer<typeof Percentiles>;

/** The turns that ended in a time, and how they did. */
export const TurnStatistics = z.object({
  turns: Count,
  completed: Count,
  failed: Count,
  canceled: Count,
  /** Why turns failed, the most frequent reason first. */
  failures: z.array(z.object({ error_code: ErrorCode, turns: Count })),
  /** From the beginning of a turn to its end. Absent without a turn. */
  duration_ms: Percentiles.optional(),
  /** From the request to a model to the first piece of its answer, of the first answer of each turn. Absent where none was measured. */
  first_token_ms: Percentiles.optional(),
});
export type TurnStatistics = z.infer<typeof TurnStatistics>;
