import { z } from 'zod';

/** What kind of failure an attempt died of; decides whether and when it is tried again (`engine.md`, retry by error class). */
export const RetryClass = z.enum([
  'rate_limited',
  /** Paid for and used up: no waiting helps. */
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
