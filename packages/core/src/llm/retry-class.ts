import { backoffMs } from '@everruns/kernel';
import { adviseBadRequest } from './advise-bad-request.ts';
import type { AtomKind, ErrorCode, RetryClass } from '@everruns/schemas';

export interface RetryInput {
  class: RetryClass;
  atom: AtomKind;
  /** Attempts of this atom that had failed before this one. */
  failures: number;
  retry_after_ms?: number;
  /** In [0, 1): jitter. */
  random: number;
  /** For the message. */
  provider_name?: string;
  /** What the provider said, for the advice. */
  detail?: string;
}

/**
 * `park`: too long to wait inline. `message` is for a person and names the cure. `may_fall_back`: it is the provider's fault, so a
 * model of another one may do better.
 */
export type RetryDecision =
  | { kind: 'retry'; delay_ms: number }
  | { kind: 'park'; delay_ms: number }
  | { kind: 'give_up'; code: ErrorCode; message: string; may_fall_back: boolean };

export const ATTEMPT_BUDGET: Record<AtomKind, number> = { reason: 6, act: 4 };
/** A longer wait parks the turn. */
export const MAX_INLINE_WAIT_MS = 60_000;
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 };

interface ClassRule {
  /** `always`: until the turn's own end. */
  isRetried: boolean | 'always';
  mayFallBack?: true;
  code: ErrorCode;
  message(provider: string, detail: string | undefined): string;
}

/** The table of `engine.md`, "Retry by error class". */
const RULES: Record<RetryClass, ClassRule> = {
  rate_limited: {
    isRetried: true,
    mayFallBack: true,
    code: 'provider_rate_limited',
    message: (provider) =>
      `${provider} keeps limiting our requests. Wait a few minutes, raise the rate limit there, or choose another model.`,
  },
  quota: {
    isRetried: false,
    mayFallBack: true,
    code: 'provider_quota',
    message: (provider) =>
      `The quota or credit of the account at ${provider} is used up. Add credit or raise the limit there, or choose another model.`,
  },
  overloaded: {
    isRetried: true,
    mayFallBack: true,
    code: 'provider_unavailable',
    message: (provider) =>
      `${provider} is overloaded or failing. Send the message again later, or choose another model.`,
  },
  timeout: {
    isRetried: true,
    mayFallBack: true,
    code: 'provider_timeout',
    message: (provider) => `${provider} did not answer in time. Send the message again, or choose another model.`,
  },
  stream_broken: {
    isRetried: true,
    mayFallBack: true,
    code: 'provider_unavailable',
    message: (provider) =>
      `The connection to ${provider} kept breaking. Check the network and the base URL, then send the message again.`,
  },
  auth: {
    isRetried: false,
    code: 'provider_auth',
    message: (provider) =>
      `${provider} rejected the API key. Set a valid key in the settings of this provider, then send the message again.`,
  },
  bad_request: {
    isRetried: false,
    code: 'provider_bad_request',
    message: adviseBadRequest,
  },
  context_overflow: {
    isRetried: false,
    code: 'context_overflow',
    message: () =>
      'Even summarized, the conversation does not fit into the context of this model. Send a shorter message, start a new session, or choose a model with a larger context.',
  },
  malformed_tool_call: {
    isRetried: false,
    code: 'malformed_tool_call',
    message: () =>
      'The model kept calling tools with arguments that are cut short or not valid JSON. Raise its output limit, send the message again, or choose another model.',
  },
  // Asked again within the attempt already.
  empty_answer: {
    isRetried: false,
    mayFallBack: true,
    code: 'empty_answer',
    message: (provider) =>
      `The model of ${provider} ended its answer twice without saying anything. Send the message again, or choose another model.`,
  },
  unusable_answer: {
    isRetried: false,
    mayFallBack: true,
    code: 'unusable_answer',
    message: (provider) =>
      `The answer of ${provider} is too long to be kept. Ask for less at once, or choose another model.`,
  },
  tool_infrastructure: {
    isRetried: true,
    code: 'unavailable',
    message: () => 'The tool is unavailable at the moment. Try again later.',
  },
  unavailable: {
    isRetried: 'always',
    code: 'unavailable',
    message: () => 'The platform is unavailable at the moment. Send the message again later.',
  },
  internal: {
    isRetried: false,
    code: 'internal',
    message: () => 'Something went wrong on our side. Send the message again; if it fails again, tell the operator.',
  },
};

/** What to do after a failed attempt. Delays grow from 1 s to 30 s with jitter; a provider's Retry-After wins over them. */
export function decideRetry(question: RetryInput): RetryDecision {
  const rule = RULES[question.class];
  const isExhausted = rule.isRetried !== 'always' && question.failures + 1 >= ATTEMPT_BUDGET[question.atom];
  if (rule.isRetried === false || isExhausted) {
    const message = rule.message(question.provider_name ?? 'The provider', question.detail);
    return { kind: 'give_up', code: rule.code, message, may_fall_back: rule.mayFallBack === true };
  }
  const delayMs = Math.ceil(
    question.retry_after_ms ?? backoffMs(BACKOFF, question.failures + 1, () => question.random),
  );
  return { kind: delayMs > MAX_INLINE_WAIT_MS ? 'park' : 'retry', delay_ms: delayMs };
}
