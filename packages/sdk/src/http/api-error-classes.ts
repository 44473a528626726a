import type { ErrorCode } from '../nouns.ts';
import { AlreadyResolvedError } from './already-resolved-error.ts';
import { ConflictError } from './conflict-error.ts';
import { EverrunsApiError } from './everruns-api-error.ts';

/** The request itself is invalid: its body, its parameters or its size. */
export class InvalidRequestError extends EverrunsApiError {
  override readonly name = 'InvalidRequestError';
}

/** The caller is not signed in: the key is missing, wrong, expired or deleted. */
export class AuthenticationError extends EverrunsApiError {
  override readonly name = 'AuthenticationError';
}

/** The caller's role, or the scopes of their key, do not allow this. */
export class PermissionDeniedError extends EverrunsApiError {
  override readonly name = 'PermissionDeniedError';
}

/** The resource does not exist, or it belongs to somebody else. */
export class NotFoundError extends EverrunsApiError {
  override readonly name = 'NotFoundError';
}

/** There were too many requests or streams, or the organization is at a limit. `retryAfterMs` is the time to wait. */
export class RateLimitError extends EverrunsApiError {
  override readonly name = 'RateLimitError';
}

/** The server, or a service that it depends on, is temporarily unavailable. */
export class UnavailableError extends EverrunsApiError {
  override readonly name = 'UnavailableError';
}

/** The server failed unexpectedly. `problem.request_id` identifies the request in the server's log. */
export class InternalError extends EverrunsApiError {
  override readonly name = 'InternalError';
}

type ApiErrorClass = typeof EverrunsApiError;

const BY_CODE: Record<ErrorCode, ApiErrorClass> = {
  invalid_request: InvalidRequestError,
  malformed_json: InvalidRequestError,
  unsupported_media_type: InvalidRequestError,
  payload_too_large: InvalidRequestError,
  unknown_field: InvalidRequestError,
  unknown_parameter: InvalidRequestError,
  invalid_cursor: InvalidRequestError,
  invalid_event_id: InvalidRequestError,
  misdirected_host: InvalidRequestError,
  headers_too_large: InvalidRequestError,
  method_not_allowed: InvalidRequestError,
  not_offered: InvalidRequestError,
  secret_host_not_allowed: PermissionDeniedError,
  mcp_server_unavailable: InternalError,
  unauthenticated: AuthenticationError,
  forbidden: PermissionDeniedError,
  org_forbidden: PermissionDeniedError,
  cross_site_request: PermissionDeniedError,
  not_found: NotFoundError,
  conflict: ConflictError,
  session_busy: ConflictError,
  queue_full: ConflictError,
  not_queued: ConflictError,
  agent_archived: ConflictError,
  unreadable: ConflictError,
  already_resolved: AlreadyResolvedError,
  idempotency_key_reused: ConflictError,
  idempotency_in_progress: ConflictError,
  precondition_failed: ConflictError,
  fenced: ConflictError,
  canceled: ConflictError,
  rate_limited: RateLimitError,
  too_many_streams: RateLimitError,
  limit_reached: RateLimitError,
  request_timeout: UnavailableError,
  unavailable: UnavailableError,
  // These codes end a turn and are not answers of the API. An answer with one of them is a failure of the server.
  no_model: InternalError,
  provider_auth: InternalError,
  provider_bad_request: InternalError,
  provider_rate_limited: InternalError,
  provider_quota: InternalError,
  provider_unavailable: InternalError,
  provider_timeout: InternalError,
  context_overflow: InternalError,
  malformed_tool_call: InternalError,
  empty_answer: InternalError,
  unusable_answer: InternalError,
  output_invalid: InternalError,
  max_iterations: InternalError,
  turn_cost_limit: InternalError,
  turn_token_limit: InternalError,
  loop_detected: InternalError,
  turn_timeout: InternalError,
  internal: InternalError,
};

const BY_STATUS: Readonly<Record<number, ApiErrorClass>> = {
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  408: UnavailableError,
  409: ConflictError,
  412: ConflictError,
  429: RateLimitError,
  502: UnavailableError,
  503: UnavailableError,
  504: UnavailableError,
};

/**
 * Returns the class for an answer: by its code if the code is known, or else by its status, because a later release may have
 * other codes.
 */
export function apiErrorClass(status: number, code: string | null): ApiErrorClass {
  const byCode: Readonly<Record<string, ApiErrorClass>> = BY_CODE;
  const known = code !== null && Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  return known ?? BY_STATUS[status] ?? (status < 500 ? InvalidRequestError : InternalError);
}
