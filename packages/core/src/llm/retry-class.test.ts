import { omitUndefined } from '@everruns/kernel';
import { RetryClass } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { decideRetry, type RetryDecision, type RetryInput } from './retry-class.ts';

const ask = (question: Partial<RetryInput>): RetryDecision =>
  decideRetry({ class: 'overloaded', atom: 'reason', failures: 0, random: 0, ...question });

const RETRIED = ['rate_limited', 'overloaded', 'timeout', 'stream_broken', 'tool_infrastructure', 'unavailable'];

describe('decideRetry', () => {
  it.each(RetryClass.options.map((errorClass) => [errorClass, RETRIED.includes(errorClass)] as const))(
    'tries %s again: %s',
    (errorClass, isRetried) => {
      expect(ask({ class: errorClass }).kind).toBe(isRetried ? 'retry' : 'give_up');
    },
  );

  it.each([
    ['registry.ollama.ai/library/gemma:2b does not support tools', /cannot call tools/],
    ['The model `gpt-9` does not exist or you do not have access to it.', /does not offer this model/],
    ['Could not process image', /refused a picture/],
    ["tools[0].function.parameters: Invalid schema for function 'x'", /definition of a tool/],
    ['max_tokens: 100000 > 8192, which is the maximum allowed number of output tokens', /token limit of the answer/],
    ['The base URL answers with a web page, perhaps a login', /leads to a web page/],
    [undefined, /refused the request/],
  ])('advises on %j', (detail, advice) => {
    const decision = ask({
      class: 'bad_request',
      provider_name: 'Vendor',
      ...omitUndefined({ detail }),
    });
    expect(decision.kind === 'give_up' && decision.message).toMatch(advice);
  });

  it('doubles the delay up to 30 s', () => {
    const delays = [0, 1, 2, 3, 4].map((failures) => ask({ failures, random: 0.999_999_9 }));
    expect(delays.map((decision) => decision.kind === 'retry' && decision.delay_ms)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000,
    ]);
  });

  it('spreads the delay over its upper half', () => {
    expect(ask({ random: 0 })).toEqual({ kind: 'retry', delay_ms: 500 });
    expect(ask({ random: 0.5 })).toEqual({ kind: 'retry', delay_ms: 750 });
  });

  it('waits as long as the provider asked', () => {
    expect(ask({ class: 'rate_limited', retry_after_ms: 7_000 })).toEqual({ kind: 'retry', delay_ms: 7_000 });
    expect(ask({ class: 'rate_limited', retry_after_ms: 60_000 })).toEqual({ kind: 'retry', delay_ms: 60_000 });
  });

  it('parks when the provider asked for more than a minute', () => {
    expect(ask({ class: 'rate_limited', retry_after_ms: 60_001 })).toEqual({ kind: 'park', delay_ms: 60_001 });
  });

  it('gives up a reason at its sixth failure and an act at its fourth', () => {
    expect(ask({ failures: 4 }).kind).toBe('retry');
    expect(ask({ failures: 5 })).toMatchObject({ kind: 'give_up', code: 'provider_unavailable' });
    expect(ask({ atom: 'act', failures: 2 }).kind).toBe('retry');
    expect(ask({ atom: 'act', failures: 3 }).kind).toBe('give_up');
  });

  it('waits for a platform that is away for as long as the turn lasts', () => {
    expect(ask({ class: 'unavailable', failures: 500 })).toEqual({ kind: 'retry', delay_ms: 15_000 });
    expect(ask({ class: 'unavailable', failures: 500, atom: 'act' }).kind).toBe('retry');
  });

  it.each([
    ['rate_limited', 'provider_rate_limited'],
    ['quota', 'provider_quota'],
    ['timeout', 'provider_timeout'],
    ['stream_broken', 'provider_unavailable'],
    ['auth', 'provider_auth'],
    ['bad_request', 'provider_bad_request'],
    ['context_overflow', 'context_overflow'],
    ['malformed_tool_call', 'malformed_tool_call'],
    ['empty_answer', 'empty_answer'],
    ['unusable_answer', 'unusable_answer'],
    ['tool_infrastructure', 'unavailable'],
    ['internal', 'internal'],
  ] as const)('ends %s as %s', (errorClass, code) => {
    expect(ask({ class: errorClass, failures: 9 })).toMatchObject({ kind: 'give_up', code });
  });

  it('leaves to another model what is the provider’s fault, and nothing else', () => {
    const ends = RetryClass.options.map((errorClass) => ask({ class: errorClass, failures: 9 }));
    const left = RetryClass.options.filter((_, index) => {
      const end = ends[index];
      return end?.kind === 'give_up' && end.may_fall_back;
    });
    expect(left).toEqual([
      'rate_limited',
      'quota',
      'overloaded',
      'timeout',
      'stream_broken',
      'empty_answer',
      'unusable_answer',
    ]);
  });

  it('tells a person what to do', () => {
    expect(ask({ class: 'auth', provider_name: 'OpenAI' })).toMatchObject({
      message:
        'OpenAI rejected the API key. Set a valid key in the settings of this provider, then send the message again.',
    });
  });
});
