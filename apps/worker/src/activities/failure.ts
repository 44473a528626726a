import { omitUndefined } from '@everruns/kernel';
import { type ErrorCode, isEverrunsError } from '@everruns/schemas';
import { ApplicationFailure } from '@temporalio/common';

/** Whether Temporal retries an activity after an error of this code. The executor itself decides on waits and fallbacks. */
export const IS_RETRYABLE: Record<ErrorCode, boolean> = {
  invalid_request: false,
  malformed_json: false,
  unsupported_media_type: false,
  payload_too_large: false,
  unknown_field: false,
  unknown_parameter: false,
  invalid_cursor: false,
  invalid_event_id: false,
  unauthenticated: true,
  forbidden: false,
  org_forbidden: false,
  cross_site_request: false,
  misdirected_host: false,
  headers_too_large: false,
  not_found: false,
  method_not_allowed: false,
  not_offered: false,
  secret_host_not_allowed: false,
  mcp_server_unavailable: false,
  conflict: false,
  session_busy: false,
  queue_full: false,
  not_queued: false,
  agent_archived: false,
  unreadable: false,
  already_resolved: false,
  idempotency_key_reused: false,
  idempotency_in_progress: true,
  precondition_failed: false,
  rate_limited: true,
  too_many_streams: true,
  limit_reached: true,
  request_timeout: true,
  no_model: false,
  fenced: false,
  canceled: true,
  provider_auth: false,
  provider_bad_request: false,
  provider_rate_limited: true,
  provider_quota: false,
  provider_unavailable: true,
  provider_timeout: true,
  context_overflow: false,
  malformed_tool_call: false,
  empty_answer: false,
  unusable_answer: false,
  output_invalid: false,
  max_iterations: false,
  turn_cost_limit: false,
  turn_token_limit: false,
  loop_detected: false,
  turn_timeout: false,
  unavailable: true,
  internal: true,
};

/**
 * The failure that Temporal records: a code and a delay. It has no message, because an error's message may quote a person. Any error
 * that is not an `EverrunsError` counts as `internal`.
 */
export function toActivityFailure(error: unknown): ApplicationFailure {
  const code = isEverrunsError(error) ? error.code : 'internal';
  const delayMs = isEverrunsError(error) ? error.retryAfterMs : undefined;
  return makeFailure(code, { nonRetryable: !IS_RETRYABLE[code], ...omitUndefined({ delayMs }) });
}

/** The attempt has failed and that is recorded. Temporal starts the next one after `delayMs`. */
export function toRetryFailure(delayMs: number): ApplicationFailure {
  // Temporal reads 0 as no delay given, and backs off for seconds.
  return makeFailure('retry_later', { nonRetryable: false, delayMs: Math.max(1, delayMs) });
}

function makeFailure(type: string, options: { nonRetryable: boolean; delayMs?: number }): ApplicationFailure {
  const failure = ApplicationFailure.create({
    type,
    message: type,
    nonRetryable: options.nonRetryable,
    ...omitUndefined({ nextRetryDelay: options.delayMs }),
  });
  failure.stack = '';
  return failure;
}
