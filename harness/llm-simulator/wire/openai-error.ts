import type { SimError, SimErrorClass } from '@everruns/llmsim';
import type { JsonObject } from '@everruns/schemas';

const CODES: Record<SimErrorClass, { type: string; code: string | null }> = {
  rate_limited: { type: 'requests', code: 'rate_limit_exceeded' },
  quota: { type: 'insufficient_quota', code: 'insufficient_quota' },
  overloaded: { type: 'server_error', code: null },
  timeout: { type: 'server_error', code: 'timeout' },
  stream_broken: { type: 'server_error', code: null },
  auth: { type: 'invalid_request_error', code: 'invalid_api_key' },
  bad_request: { type: 'invalid_request_error', code: null },
  context_overflow: { type: 'invalid_request_error', code: 'context_length_exceeded' },
  malformed_tool_call: { type: 'invalid_request_error', code: null },
  empty_answer: { type: 'server_error', code: null },
  unusable_answer: { type: 'server_error', code: null },
  tool_infrastructure: { type: 'server_error', code: null },
  unavailable: { type: 'server_error', code: null },
  internal: { type: 'server_error', code: null },
  content_filtered: { type: 'invalid_request_error', code: 'content_policy_violation' },
};

/** Returns OpenAI's error body, which both of its formats and the stream of Chat Completions share. */
export function toOpenAiError(error: SimError): JsonObject {
  const { overflow } = error;
  const message =
    overflow === undefined
      ? error.message
      : `This model's maximum context length is ${overflow.window} tokens. However, your messages resulted in ${overflow.tokens} tokens. Please reduce the length of the messages.`;
  return { error: { message, ...CODES[error.class], param: overflow === undefined ? null : 'messages' } };
}

/** The Responses format names no numbers. */
export function toOpenAiOverflow(): JsonObject {
  const message = 'Your input exceeds the context window of this model. Please adjust your input and try again.';
  return { error: { message, ...CODES.context_overflow, param: 'input' } };
}

/** Returns the code of a failed response. */
export function openAiErrorCode(error: SimError): string {
  return CODES[error.class].code ?? 'server_error';
}
