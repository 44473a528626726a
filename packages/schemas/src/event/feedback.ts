import { Feedback } from '../feedback.ts';

export const feedbackEvents = {
  /** Somebody said what they think of a message. Models do not read it. */
  'feedback.given': Feedback,
};
