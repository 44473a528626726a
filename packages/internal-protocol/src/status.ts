import { ErrorCode, EverrunsError, isEverrunsError } from '@everruns/schemas';
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import type * as wire from './wire.ts';

/** The gRPC status of each code. Several codes share one, so the code itself travels in the trailing metadata. */
export const GRPC_STATUS: Record<ErrorCode, status> = {
  invalid_request: status.INVALID_ARGUMENT,
  malformed_json: status.INVALID_ARGUMENT,
  unsupported_media_type: status.INVALID_ARGUMENT,
  payload_too_large: status.RESOURCE_EXHAUSTED,
  unknown_field: status.INVALID_ARGUMENT,
  unknown_parameter: status.INVALID_ARGUMENT,
  invalid_cursor: status.INVALID_ARGUMENT,
  invalid_event_id: status.INVALID_ARGUMENT,
  unauthenticated: status.UNAUTHENTICATED,
  forbidden: status.PERMISSION_DENIED,
  org_forbidden: status.PERMISSION_DENIED,
  cross_site_request: status.PERMISSION_DENIED,
  misdirected_host: status.PERMISSION_DENIED,
  headers_too_large: status.INVALID_ARGUMENT,
  not_found: status.NOT_FOUND,
  method_not_allowed: status.UNIMPLEMENTED,
  not_offered: status.UNIMPLEMENTED,
  conflict: status.FAILED_PRECONDITION,
  session_busy: status.FAILED_PRECONDITION,
  queue_full: status.RESOURCE_EXHAUSTED,
  not_queued: status.FAILED_PRECONDITION,
  agent_archived: status.FAILED_PRECONDITION,
  unreadable: status.FAILED_PRECONDITION,
  already_resolved: status.FAILED_PRECONDITION,
  idempotency_key_reused: status.ALREADY_EXISTS,
  idempotency_in_progress: status.FAILED_PRECONDITION,
  precondition_failed: status.FAILED_PRECONDITION,
  rate_limited: status.RESOURCE_EXHAUSTED,
  too_many_streams: status.RESOURCE_EXHAUSTED,
  limit_reached: status.RESOURCE_EXHAUSTED,
  request_timeout: status.DEADLINE_EXCEEDED,
  secret_host_not_allowed: status.PERMISSION_DENIED,
  mcp_server_unavailable: status.FAILED_PRECONDITION,
  no_model: status.FAILED_PRECONDITION,
  fenced: status.ABORTED,
  canceled: status.CANCELLED,
  provider_auth: status.FAILED_PRECONDITION,
  provider_bad_request: status.FAILED_PRECONDITION,
  provider_rate_limited: status.RESOURCE_EXHAUSTED,
  provider_quota: status.FAILED_PRECONDITION,
  provider_unavailable: status.FAILED_PRECONDITION,
  provider_timeout: status.FAILED_PRECONDITION,
  context_overflow: status.FAILED_PRECONDITION,
  malformed_tool_call: status.FAILED_PRECONDITION,
  empty_answer: status.FAILED_PRECONDITION,
  unusable_answer: status.FAILED_PRECONDITION,
  output_invalid: status.FAILED_PRECONDITION,
  max_iterations: status.FAILED_PRECONDITION,
  turn_cost_limit: status.FAILED_PRECONDITION,
  turn_token_limit: status.FAILED_PRECONDITION,
  loop_detected: status.FAILED_PRECONDITION,
  turn_timeout: status.FAILED_PRECONDITION,
  unavailable: status.UNAVAILABLE,
  internal: status.INTERNAL,
};

/** The code for each status that comes from a failure of the transport instead of the control plane. */
const CODE_OF_STATUS: Record<status, ErrorCode> = {
  [status.OK]: 'internal',
  [status.CANCELLED]: 'canceled',
  [status.UNKNOWN]: 'internal',
  [status.INVALID_ARGUMENT]: 'invalid_request',
  [status.DEADLINE_EXCEEDED]: 'unavailable',
  [status.NOT_FOUND]: 'not_found',
  [status.ALREADY_EXISTS]: 'conflict',
  [status.PERMISSION_DENIED]: 'forbidden',
  [status.RESOURCE_EXHAUSTED]: 'payload_too_large',
  [status.FAILED_PRECONDITION]: 'conflict',
  [status.ABORTED]: 'fenced',
  [status.OUT_OF_RANGE]: 'invalid_request',
  [status.UNIMPLEMENTED]: 'internal',
  [status.INTERNAL]: 'internal',
  [status.UNAVAILABLE]: 'unavailable',
  [status.DATA_LOSS]: 'internal',
  [status.UNAUTHENTICATED]: 'unauthenticated',
};

const CODE_KEY = 'everruns-code';
const RETRY_KEY = 'everruns-retry-after-ms';

export interface GrpcStatus {
  code: status;
  details: string;
  metadata: Metadata;
}

/** Returns what a worker may know of an error. An error other than `EverrunsError` becomes `internal`, without its message. */
export function toCallError(error: unknown): wire.CallError & { code: ErrorCode } {
  if (!isEverrunsError(error)) return { code: 'internal', message: 'internal error', retry_after_ms: undefined };
  return { code: error.code, message: error.message, retry_after_ms: error.retryAfterMs };
}

/** Returns the gRPC status for any error. */
export function toGrpcStatus(error: unknown): GrpcStatus {
  const { code, message, retry_after_ms } = toCallError(error);
  const metadata = new Metadata();
  metadata.set(CODE_KEY, code);
  if (retry_after_ms !== undefined) metadata.set(RETRY_KEY, String(retry_after_ms));
  return { code: GRPC_STATUS[code], details: message, metadata };
}

/** Returns the error that an answer on the stream holds. */
export function fromCallError({ code, message, retry_after_ms }: wire.CallError): EverrunsError {
  const known = ErrorCode.safeParse(code);
  const options = retry_after_ms === undefined ? {} : { retryAfterMs: retry_after_ms };
  return new EverrunsError(known.success ? known.data : 'internal', message, options);
}

/** Returns the error for a status: by the code in its metadata, otherwise by the transport's status. */
export function fromGrpcStatus(error: Pick<ServiceError, 'code' | 'details' | 'metadata'>): EverrunsError {
  const sent = ErrorCode.safeParse(error.metadata?.get(CODE_KEY)[0]);
  const retryAfter = error.metadata?.get(RETRY_KEY)[0];
  const code = sent.success ? sent.data : (CODE_OF_STATUS[error.code] ?? 'internal');
  const options = retryAfter === undefined ? {} : { retryAfterMs: Number(retryAfter) };
  return new EverrunsError(code, error.details, { cause: error, ...options });
}
