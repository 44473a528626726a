import { z } from 'zod';

/** The kind of failure of an attempt. It decides whether and when the atom is retried (`engine.md`, retry by error class). */
export const RetryClass = z.enum([
  'rate_limited',
  /** The paid quota is used up, so waiting does not help. */
  'quota',
  'overloaded',
  'timeout',
  'stream_broken',
  'auth',
  'bad_request',
  'context_overflow',
  'malformed_tool_call',
  'empty_answer',
  'unusable_answer',
  'tool_infrastructure',
  'unavailable',
  'internal',
]);
export type RetryClass = z.infer<typeof RetryClass>;
