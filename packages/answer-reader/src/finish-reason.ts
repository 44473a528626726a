import type { EndReason } from '@everruns/core';

/** The finish reasons of vendors, in lower case without separators. Others map to `other` and are judged by the answer. */
const WORDS: Record<Exclude<EndReason, 'other' | 'missing'>, string[]> = {
  stop: ['stop', 'end_turn', 'stop_sequence', 'completed', 'eos', 'eos_token', 'end', 'complete', 'finished', 'done'],
  tool_calls: ['tool_calls', 'tool_call', 'tool_use', 'function_call', 'function_calls', 'requires_action'],
  length: [
    'length',
    'max_tokens',
    'max_output_tokens',
    'max_completion_tokens',
    'model_length',
    'max_length',
    'token_limit',
    'model_context_window_exceeded',
    'incomplete',
  ],
  content_filtered: [
    'content_filter',
    'content_filtered',
    'refusal',
    'safety',
    'sensitive',
    'recitation',
    'blocklist',
    'prohibited_content',
    'spii',
    'image_safety',
    'guardrail_intervened',
  ],
  // OpenRouter, Zhipu, DeepSeek, vLLM, OpenAI's Responses: the provider's own failures.
  error: [
    'error',
    'network_error',
    'insufficient_system_resource',
    'abort',
    'aborted',
    'failed',
    'cancelled',
    'canceled',
    'server_error',
    'internal_error',
    'timeout',
  ],
};

const REASONS = new Map(
  Object.entries(WORDS).flatMap(([reason, words]) => words.map((word) => [plain(word), reason as EndReason] as const)),
);

/** Maps a vendor's finish reason. Returns `missing` if there is none. */
export function toEndReason(word: string | undefined): EndReason {
  if (word === undefined) return 'missing';
  return REASONS.get(plain(word)) ?? 'other';
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z]/g, '');
}
