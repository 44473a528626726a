import {
  describeFailure,
  describeLostCall,
  type DriverConnection,
  type ProviderError,
  type ProviderErrorClass,
} from '@everruns/core';
import { APIConnectionError, APIError } from 'openai';

/** Error codes and types of OpenAI and of compatible servers that are more precise than the HTTP status. */
const CLASS_BY_CODE: Record<string, ProviderErrorClass> = {
  rate_limit_exceeded: 'rate_limited',
  insufficient_quota: 'quota',
  exceeded_current_quota_error: 'quota',
  billing_hard_limit_reached: 'quota',
  billing_not_active: 'quota',
  server_error: 'overloaded',
  internal_error: 'overloaded',
  overloaded_error: 'overloaded',
  vector_store_timeout: 'timeout',
  invalid_api_key: 'auth',
  context_length_exceeded: 'context_overflow',
  content_filter: 'content_filtered',
  content_policy_violation: 'content_filtered',
  image_content_policy_violation: 'content_filtered',
  bio_policy: 'content_filtered',
  misalignment_policy_violation: 'content_filtered',
  invalid_prompt: 'bad_request',
  invalid_request_error: 'bad_request',
};

/** Returns the class of an error that came as `{code, message}`, in an answer or inside a stream. */
function classOfCode(code: unknown): ProviderErrorClass | undefined {
  return typeof code === 'string' && Object.hasOwn(CLASS_BY_CODE, code) ? CLASS_BY_CODE[code] : undefined;
}

/** Maps what the SDK threw to data. Never throws. `statusOf` reads a status from a code that came inside a stream. */
export function mapSdkError(
  error: unknown,
  connection: Pick<DriverConnection, 'api_key'>,
  statusOf?: (code: unknown) => number | undefined,
): ProviderError {
  const apiKey = connection.api_key;
  if (error instanceof APIConnectionError || !(error instanceof APIError)) {
    return describeLostCall(error, apiKey);
  }
  // The SDK declares a string, but servers send other types.
  const code: unknown = error.code ?? error.type;
  return describeFailure({
    apiKey,
    message: error.message,
    status: error.status ?? statusOf?.(code),
    headers: error.headers,
    code: typeof code === 'string' || typeof code === 'number' ? `${code}` : undefined,
    parameter: typeof error.param === 'string' ? error.param : undefined,
    codeClass: classOfCode(error.code) ?? classOfCode(error.type),
  });
}
