import type { LlmRequest } from '@everruns/core';
import type { OptionalParameter, ReasoningEffort } from '@everruns/schemas';
import type { WireRequest } from './wire.ts';

type OutputFields = Pick<WireRequest, 'max_tokens' | 'thinking' | 'output_config'>;

/** Claude 3 to 4.5 accept a budget of thinking tokens, and later models an effort. Compatible servers know the budget. */
export const BUDGET_MODEL = /^(?:claude-3|claude-(?:opus|sonnet|haiku)-4(?!-[6-9]))|^(?!claude-)/;
const SMALL_OUTPUT_MODEL = /^claude-3-(?:opus|sonnet|haiku)/;

/** With `DEFAULT_MAX_TOKENS` they stay within 32,000, the least output limit of a model that can think. */
const BUDGET_TOKENS: Record<ReasoningEffort, number> = {
  none: 0,
  minimal: 1_024,
  low: 2_048,
  medium: 8_000,
  high: 16_000,
  xhigh: 24_000,
};
const MIN_BUDGET_TOKENS = 1_024;
const DEFAULT_MAX_TOKENS = 8_000;
const DEFAULT_MAX_TOKENS_SMALL = 4_096;
const DEFAULT_MAX_TOKENS_ADAPTIVE = 32_000;

/** `max_tokens`, which the API demands, and how much of it may be thought; an answer that `isUnthought` goes on so. */
export function toOutputFields(
  request: LlmRequest,
  leftOut: ReadonlySet<OptionalParameter>,
  isUnthought: boolean,
): OutputFields {
  const effort = leftOut.has('thinking') ? undefined : request.reasoning_effort;
  if (BUDGET_MODEL.test(request.model)) return budgetFields(request, isUnthought ? undefined : effort);
  const fields = adaptiveFields(request, effort);
  if (leftOut.has('output_config')) delete fields.output_config;
  return fields;
}

function budgetFields(request: LlmRequest, effort: ReasoningEffort | undefined): OutputFields {
  const wanted = effort === undefined ? 0 : BUDGET_TOKENS[effort];
  const answerTokens = SMALL_OUTPUT_MODEL.test(request.model) ? DEFAULT_MAX_TOKENS_SMALL : DEFAULT_MAX_TOKENS;
  const maxTokens = request.max_output_tokens ?? answerTokens + wanted;
  // At most half of a given limit, so that room for the answer remains. If that is too little for a budget, there is no thinking.
  const budget = Math.min(wanted, Math.floor(maxTokens / 2));
  if (request.max_output_tokens === undefined && wanted > 0) return enabled(maxTokens, wanted);
  return budget < MIN_BUDGET_TOKENS ? { max_tokens: maxTokens } : enabled(maxTokens, budget);
}

function enabled(maxTokens: number, budgetTokens: number): OutputFields {
  return { max_tokens: maxTokens, thinking: { type: 'enabled', budget_tokens: budgetTokens } };
}

function adaptiveFields(request: LlmRequest, effort: ReasoningEffort | undefined): OutputFields {
  const maxTokens = request.max_output_tokens ?? DEFAULT_MAX_TOKENS_ADAPTIVE;
  switch (effort) {
    case undefined:
      return { max_tokens: maxTokens };
    case 'none':
      return { max_tokens: maxTokens, thinking: { type: 'disabled' } };
    case 'minimal':
    case 'low':
      return adaptive(maxTokens, 'low');
    case 'medium':
    case 'high':
      return adaptive(maxTokens, effort);
    case 'xhigh':
      return adaptive(maxTokens, 'max');
  }
}

function adaptive(maxTokens: number, effort: 'low' | 'medium' | 'high' | 'max'): OutputFields {
  return {
    max_tokens: maxTokens,
    thinking: { type: 'adaptive', display: 'summarized' },
    output_config: { effort },
  };
}
