import { backoffMs } from '@everruns/kernel';
import type { AtomKind, ErrorCode, RetryClass } from '@everruns/schemas';
import { FAILURE_TEXTS } from './failure-texts.ts';

export interface RetryInput {
  class: RetryClass;
  atom: AtomKind;
  /** How many attempts of this atom failed before this one. */
  failures: number;
  retry_after_ms?: number;
  /** The source of the jitter, in [0, 1). */
  random: number;
  /** The name that the message shows. */
  provider_name?: string;
  /** The provider's message, which the advice is chosen by. */
  detail?: string;
}

/**
 * `park`: the wait is too long to spend inline. `message` is for a person and names the cure. `may_fall_back`: the provider is at
 * fault, so a model of another provider may do better.
 */
export type RetryDecision =
  | { kind: 'retry'; delay_ms: number }
  | { kind: 'park'; delay_ms: number }
  | { kind: 'give_up'; code: ErrorCode; message: string; may_fall_back: boolean };

export const ATTEMPT_BUDGET: Record<AtomKind, number> = { reason: 6, act: 4 };
/** At how many failed attempts a step is given up. Undefined: attempts continue until the turn itself ends, or there is no second one. */
export function attemptBudget(retryClass: RetryClass, atom: AtomKind): number | undefined {
  return RULES[retryClass].isRetried === true ? ATTEMPT_BUDGET[atom] : undefined;
}

/** A longer wait parks the turn. */
export const MAX_INLINE_WAIT_MS = 60_000;
const BACKOFF = { firstMs: 1_000, maxMs: 30_000 };

interface ClassRule {
  /** `always`: attempts continue until the turn itself ends. */
  isRetried: boolean | 'always';
  mayFallBack?: true;
  code: ErrorCode;
}

/** The table of `engine.md`, "Retry by error class". */
const RULES: Record<RetryClass, ClassRule> = {
  rate_limited: {
    isRetried: true,
    mayFallBack: true,
    code: 'provider_rate_limited',
  },
  quota: {
    isRetried: false,
    mayFallBack: true,
    code: 'provider_quota',
  },
  overloaded: {
    isRetried: true,
    mayFallBack: true,
    code: 'provider_unavailable',
  },
  timeout: {
    isRetried: true,
    mayFallBack: true,
    code: 'provider_timeout',
  },
  stream_broken: {
    isRetried: true,
    mayFallBack: true,
    code: 'provider_unavailable',
  },
  auth: {
    isRetried: false,
    code: 'provider_auth',
  },
  bad_request: {
    isRetried: false,
    code: 'provider_bad_request',
  },
  context_overflow: {
    isRetried: false,
    code: 'context_overflow',
  },
  malformed_tool_call: {
    isRetried: false,
    code: 'malformed_tool_call',
  },
  // The attempt itself has already requested the answer again.
  empty_answer: {
    isRetried: false,
    mayFallBack: true,
    code: 'empty_answer',
  },
  unusable_answer: {
    isRetried: false,
    mayFallBack: true,
    code: 'unusable_answer',
  },
  tool_infrastructure: {
    isRetried: true,
    code: 'unavailable',
  },
  unavailable: {
    isRetried: 'always',
    code: 'unavailable',
  },
  internal: {
    isRetried: false,
    code: 'internal',
  },
};

/**
 * Decides what to do after a failed attempt. Delays grow from 1 s to 30 s with jitter. A provider's Retry-After takes precedence.
 */
export function decideRetry(question: RetryInput): RetryDecision {
  const rule = RULES[question.class];
  const isExhausted = rule.isRetried !== 'always' && question.failures + 1 >= ATTEMPT_BUDGET[question.atom];
  if (rule.isRetried === false || isExhausted) {
    const message = FAILURE_TEXTS[question.class](question.provider_name ?? 'The provider', question.detail);
    return { kind: 'give_up', code: rule.code, message, may_fall_back: rule.mayFallBack === true };
  }
  const delayMs = Math.ceil(
    question.retry_after_ms ?? backoffMs(BACKOFF, question.failures + 1, () => question.random),
  );
  return { kind: delayMs > MAX_INLINE_WAIT_MS ? 'park' : 'retry', delay_ms: delayMs };
}
