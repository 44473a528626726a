import { z } from 'zod';
import { MessageId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { boundedText } from './text.ts';

/** `none` takes an earlier one back. */
export const FeedbackRating = z.enum(['up', 'down', 'none']);
export type FeedbackRating = z.infer<typeof FeedbackRating>;

export const CreateFeedbackRequest = z.strictObject({
  rating: FeedbackRating,
  comment: boundedText(LIMITS.commentBytes, 1).optional(),
});
export type CreateFeedbackRequest = z.infer<typeof CreateFeedbackRequest>;

/** What somebody thinks of a message. The newest of each person counts. */
export const Feedback = z.object({
  message_id: MessageId,
  rating: FeedbackRating,
  comment: z.string().optional(),
  /** `user:<id>`, `key:<id>` or `operator`. */
  by: z.string(),
});
export type Feedback = z.infer<typeof Feedback>;
