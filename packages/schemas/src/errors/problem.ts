import { z } from 'zod';
import { ErrorCode } from './error-code.ts';

/**
 * An RFC 9457 problem document. `type` is the address of the code's page in the documentation of the server that answered.
 * `title` is the status's own phrase. `detail` tells the reader what to do next.
 */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: ErrorCode,
  request_id: z.string(),
  errors: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string(), limit: z.number().optional() }))
    .optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The HTTP status of each code. */
export const HTTP_STATUS: Record<ErrorCode, number> = {
  invalid_request: 400,
  malformed_json: 400,
  unsupported_media_type: 415,
  payload_too_large: 413,
  unknown_field: 400,
  unknown_parameter: 400,
  invalid_cursor: 400,
  invalid_event_id: 400,
  unauthenticated: 401,
  forbidden: 403,
  org_forbidden: 403,
  cross_site_request: 403,
  misdirected_host: 421,
  headers_too_large: 431,
  not_found: 404,
  method_not_allowed: 405,
  not_offered: 400,
  conflict: 409,
  session_busy: 409,
  queue_full: 409,
  not_queued: 409,
  agent_archived: 409,
  already_resolved: 409,
  idempotency_key_reused: 422,
  idempotency_in_progress: 409,
  precondition_failed: 412,
  rate_limited: 429,
  too_many_streams: 429,
  limit_reached: 429,
  request_timeout: 408,
  secret_host_not_allowed: 403,
  mcp_server_unavailable: 424,
  no_model: 409,
  unreadable: 409,
  fenced: 409,
  canceled: 409,
  provider_auth: 502,
  provider_bad_request: 502,
  provider_rate_limited: 502,
  provider_quota: 502,
  provider_unavailable: 502,
  provider_timeout: 504,
  context_overflow: 413,
  malformed_tool_call: 502,
  empty_answer: 502,
  unusable_answer: 502,
  output_invalid: 502,
  max_iterations: 409,
  turn_cost_limit: 409,
  turn_token_limit: 409,
  loop_detected: 409,
  turn_timeout: 504,
  unavailable: 503,
  internal: 500,
};
