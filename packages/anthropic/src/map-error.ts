import { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import {
  describeFailure,
  describeLostCall,
  type DriverConnection,
  type ProviderError,
  type ProviderErrorClass,
} from '@everruns/core';

/** `error.type` of the API; inside a stream it comes without an HTTP status. */
const CLASS_BY_TYPE: Record<string, ProviderErrorClass> = {
  invalid_request_error: 'bad_request',
  authentication_error: 'auth',
  billing_error: 'quota',
  permission_error: 'auth',
  not_found_error: 'bad_request',
  request_too_large: 'context_overflow',
  rate_limit_error: 'rate_limited',
  timeout_error: 'timeout',
  api_error: 'overloaded',
  overloaded_error: 'overloaded',
};

/** Converts an error of the SDK to data. Never throws. */
export function mapError(error: unknown, connection: DriverConnection): ProviderError {
  const apiKey = connection.api_key;
  if (error instanceof APIConnectionError || !(error instanceof APIError)) {
    return describeLostCall(error, apiKey);
  }
  // The SDK's types say string, but servers send any value.
  const said: unknown = error.apiMessage;
  const named: unknown = error.type;
  const type = typeof named === 'string' ? named : undefined;
  return describeFailure({
    apiKey,
    message: typeof said === 'string' ? said : error.message,
    status: error.status,
    headers: error.headers,
    code: type,
    codeClass: type !== undefined && Object.hasOwn(CLASS_BY_TYPE, type) ? CLASS_BY_TYPE[type] : undefined,
  });
}
