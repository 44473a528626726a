import { toEndReason } from '@everruns/answer-reader';
import type { EndReason } from '@everruns/core';

/** `word` is the reason of an incomplete response, or its status. */
export function mapFinishReason(word: string | undefined, seen: { toolCalls: boolean; refusal: boolean }): EndReason {
  const reason = toEndReason(word);
  if (reason !== 'stop') return reason;
  if (seen.refusal) return 'content_filtered';
  return seen.toolCalls ? 'tool_calls' : 'stop';
}
