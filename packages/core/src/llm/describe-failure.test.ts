import { EverrunsError } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { describeFailure, describeLostCall, type Failure } from './describe-failure.ts';

const failure = (fields: Partial<Failure>): Failure => ({ message: 'no', ...fields });

describe('describeFailure', () => {
  it.each([
    [{ status: 408 }, 'timeout'],
    [{ status: 429 }, 'rate_limited'],
    [{ status: 401 }, 'auth'],
    [{ status: 402 }, 'quota'],
    [{ status: 403 }, 'auth'],
    [{ status: 400 }, 'bad_request'],
    [{ status: 404 }, 'bad_request'],
    [{ status: 422 }, 'bad_request'],
    [{ status: 413 }, 'context_overflow'],
    [{ status: 500 }, 'overloaded'],
    [{ status: 529, codeClass: 'bad_request' }, 'overloaded'],
    [
      { status: 400, codeClass: 'bad_request', message: 'prompt is too long: 210000 tokens > 200000' },
      'context_overflow',
    ],
    [{ status: 400, message: "This model's maximum context length is 8192 tokens." }, 'context_overflow'],
    [{ status: 400, message: 'input length and `max_tokens` exceed context limit: 1 + 2 > 3' }, 'context_overflow'],
    [{ status: 400, message: 'the request exceeds the available context size' }, 'context_overflow'],
    [{ status: 429, message: 'too many tokens per minute for this context window' }, 'rate_limited'],
    [{ status: 400, message: 'Output blocked by content filtering policy' }, 'content_filtered'],
    [{ codeClass: 'bad_request' }, 'bad_request'],
    [{}, 'overloaded'],
  ] as const)('%j is %s', (fields, errorClass) => {
    expect(describeFailure(failure(fields)).class).toBe(errorClass);
  });

  it.each([
    [
      'OpenAI',
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.",
    ],
    ['Anthropic', 'prompt is too long: 214000 tokens > 200000 maximum'],
    ['Bedrock', 'Input is too long for requested model.'],
    ['Gemini', 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'],
    ['Gemini', 'The input token count exceeds the maximum number of input tokens 1048576'],
    ['xAI', "This model's maximum prompt length is 131072 but the request contains 140000 tokens."],
    ['TGI', 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8192. Given: 9000'],
    [
      'Together',
      'Input validation error: `inputs` must have less than 8191 tokens. Given: 9000 `inputs` tokens + `max_new_tokens`',
    ],
    ['Qwen', '<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 98304]'],
    ['GLM', 'Prompt exceeds max length'],
    ['MiniMax', 'invalid params, context window exceeds limit'],
    ['vLLM', "This model's maximum context length is 8192 tokens. Please reduce the length of the messages."],
    ['llama.cpp', 'the request exceeds the available context size, try increasing it'],
    [
      'Mistral',
      'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
    ],
    [
      'OpenAI',
      "Invalid 'input[0].content': string too long. Expected a string with maximum length 10485760, but got 62114761.",
    ],
    [
      'OpenAI',
      "Invalid 'messages[3].content[0].text': string too long. Expected a string with maximum length 10485760",
    ],
    ['OpenAI', "Invalid 'messages': array too long. Expected an array with maximum length 2048, but got one of 2087."],
    ['Groq', 'Please reduce the length of the messages or completion.'],
    ['Kimi', 'Invalid request: Your request exceeded model token limit: 262144'],
    ['OpenRouter', "This endpoint's maximum context length is 131072 tokens."],
    ['DeepSeek', "This model's maximum context length is 131072 tokens"],
  ])('reads the overflow of %s: %s', (_, message) => {
    expect(describeFailure(failure({ status: 400, codeClass: 'bad_request', message })).class).toBe('context_overflow');
  });

  it.each([
    [429, 'rate_limited', 'You exceeded your current quota, please check your plan and billing details.', 'quota'],
    [429, undefined, '{"code":"insufficient_quota"}', 'quota'],
    [400, 'bad_request', 'Your credit balance is too low to access the Anthropic API.', 'quota'],
    [402, undefined, 'Insufficient Balance', 'quota'],
    [402, undefined, 'This request requires more credits, or fewer max_tokens.', 'quota'],
    [403, 'auth', 'Your team has either used all available credits or reached its monthly spending limit.', 'quota'],
    [429, undefined, 'Rate limit reached for gpt-5 on tokens per min (TPM): Limit 30000', 'rate_limited'],
    [
      429,
      undefined,
      'Request too large for gpt-5 on tokens per min (TPM): Limit 30000, Requested 60000.',
      'context_overflow',
    ],
    [429, undefined, 'Quota exceeded for metric: generate_requests_per_model_per_day, limit: 250', 'rate_limited'],
    [503, undefined, 'The model is overloaded. Please try again later.', 'overloaded'],
    [400, 'bad_request', 'API key not valid. Please pass a valid API key.', 'auth'],
    [500, undefined, 'Conversation roles must alternate user/assistant/user/assistant/...', 'bad_request'],
    [400, undefined, 'data_inspection_failed', 'content_filtered'],
    [400, 'bad_request', "Invalid 'messages[2].tool_calls[0].function.name'", 'bad_request'],
  ] as const)('tells %i of class %s apart by "%s": %s', (status, codeClass, message, expected) => {
    expect(describeFailure(failure({ status, codeClass, message })).class).toBe(expected);
  });

  it.each([
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0.5s' }, 'no', 360_500],
    [{ 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': '9s' }, 'no', undefined],
    [
      {
        date: 'Mon, 30 Nov 2026 09:00:00 GMT',
        'anthropic-ratelimit-input-tokens-remaining': '0',
        'anthropic-ratelimit-input-tokens-reset': '2026-11-30T09:00:07Z',
      },
      'no',
      7_000,
    ],
    [
      { date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767225605000' },
      'no',
      5_000,
    ],
    [{}, 'Rate limit reached. Please try again in 1.5s. Visit …', 1_500],
    [{}, '"retryDelay": "34s"', 34_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999999999999' }, 'no', undefined],
    [{ 'retry-after': '2', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' }, 'no', 2_000],
  ])('waits as long as %j and "%s" say', (headers, message, expected) => {
    const described = describeFailure(failure({ status: 429, headers: new Headers(headers), message }));
    expect(described.retry_after_ms).toBe(expected);
  });

  it('stores nothing that could not be read again, and cuts no character in two', () => {
    const odd = 'a\u0000b\uD800';
    const message = `${odd}${'x'.repeat(1_995)}👋`;
    const error = describeFailure(failure({ status: 400, message, code: odd, parameter: odd }));
    expect([error.provider_code, error.parameter]).toEqual(['a\uFFFDb\uFFFD', 'a\uFFFDb\uFFFD']);
    expect(error.message.isWellFormed() && !error.message.includes('\u0000')).toBe(true);
    expect(error.message).toHaveLength(2_000);
  });

  it('says how long the server asked us to wait', () => {
    const headers = new Headers({ 'retry-after-ms': '1500' });
    expect(describeFailure(failure({ status: 429, headers })).retry_after_ms).toBe(1_500);
    const endless = new Headers({ 'retry-after-ms': 'Infinity' });
    expect(describeFailure(failure({ status: 429, headers: endless }))).not.toHaveProperty('retry_after_ms');
  });

  it('repeats neither the key of the call nor anything that looks like one', () => {
    const { message } = describeFailure(
      failure({ message: 'bad key my-secret, not sk-proj-abcdef12', apiKey: 'my-secret' }),
    );
    expect(message).toBe('bad key [redacted], not [redacted]');
  });
});

describe('describeLostCall', () => {
  const lost = (error: unknown) => describeLostCall(error, undefined);

  it('tells a timeout from a broken connection', () => {
    const timeout = Object.assign(new Error('late'), { code: 'UND_ERR_HEADERS_TIMEOUT' });
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    expect(lost(new TypeError('fetch failed', { cause: timeout })).class).toBe('timeout');
    expect(lost(new TypeError('terminated', { cause: reset }))).toMatchObject({
      class: 'stream_broken',
      message: 'terminated: read ECONNRESET',
    });
  });

  it('does not ask again for an answer that our own fetch finds too large', () => {
    const refusal = new EverrunsError('payload_too_large', 'The response is larger than 9 bytes.');
    expect(lost(refusal)).toMatchObject({ class: 'unusable_answer', message: 'The response is larger than 9 bytes.' });
  });

  it('does not try a key again that cannot be sent', () => {
    const refusal = new EverrunsError('provider_auth', 'The API key holds characters that cannot be sent.');
    expect(lost(new Error('Connection error.', { cause: refusal }))).toMatchObject({ class: 'auth' });
  });

  it('does not try an address again that our own fetch refuses', () => {
    const refusal = new EverrunsError('invalid_request', 'Private addresses cannot be fetched.');
    expect(lost(new Error('Connection error.', { cause: refusal }))).toMatchObject({
      class: 'bad_request',
      message: 'Private addresses cannot be fetched.',
    });
  });
});

describe('what the provider said', () => {
  it('is kept word for word, without the status that the SDK puts in front, and without secrets', () => {
    const said = 'The model `gpt-9` does not exist.';
    const told = describeFailure(
      failure({ status: 404, message: `404 ${said} (key acme-key-123)`, apiKey: 'acme-key-123' }),
    );
    expect(told.provider_message).toBe(`${said} (key [redacted])`);
  });

  it('is bounded, and can be stored', () => {
    const told = describeFailure(failure({ message: `\u0000\ud800${'x'.repeat(100_000)}` }));
    expect(told.provider_message).toHaveLength(2_000);
    expect(told.provider_message).toMatch(/^\ufffd\ufffdx/);
  });

  it('is nothing where it answered without a body, or not at all: our own network is nobody’s business', () => {
    expect(describeFailure(failure({ status: 503, message: '503 status code (no body)' }))).not.toHaveProperty(
      'provider_message',
    );
    const lost = describeLostCall(new Error('connect ECONNREFUSED 10.0.0.3:443'), undefined);
    expect(lost).not.toHaveProperty('provider_message');
  });
});
