import type { ScenarioReply } from '@everruns/core/testing/contracts';
import type { WireReply } from '@everruns/wire-server';

const CODE = {
  rate_limited: 'rate_limit_exceeded',
  invalid_api_key: 'invalid_api_key',
  overloaded: null,
  server_error: 'server_error',
  context_overflow: 'context_length_exceeded',
};

/** Renders an HTTP error with OpenAI's error body. */
export function renderHttpError(reply: Extract<ScenarioReply, { kind: 'http_error' }>): WireReply {
  const error = { message: reply.message, type: 'invalid_request_error', param: null, code: CODE[reply.meaning] };
  return { kind: 'json', status: reply.status, headers: reply.headers, body: { error } };
}
