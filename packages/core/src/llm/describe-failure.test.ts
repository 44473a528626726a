import { EverrunsError } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { describeFailure, describeLostCall, type Failure } from './describe-failure.ts';

const failure = (fields: Partial<Failure>): Failure => ({ provider: 'Vendor', message: 'no', ...fields });

describe('describeFailure', () => {
  it.each([
    [{ status: 408 }, 'timeout'],
    [{ status: 429 }, 'rate_limited'],
    [{ status: 401 }, 'auth'],
    [{ status: 402 }, 'auth'],
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
  const lost = (error: unknown) => describeLostCall(error, { provider: 'Vendor' });

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
    expect(lost(refusal)).toMatchObject({ class: 'bad_request', hint: 'The response is larger than 9 bytes.' });
  });

  it('does not try an address again that our own fetch refuses', () => {
    const refusal = new EverrunsError('invalid_request', 'Private addresses cannot be fetched.');
    expect(lost(new Error('Connection error.', { cause: refusal }))).toMatchObject({
      class: 'bad_request',
      hint: 'Private addresses cannot be fetched.',
    });
  });
});
