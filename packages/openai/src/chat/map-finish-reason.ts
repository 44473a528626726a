import { toEndReason } from '@everruns/answer-reader';
import type { EndReason } from '@everruns/core';

/** Several servers report `stop` after tool calls, so the calls in the answer count for more than the reported reason. */
export function mapFinishReason(word: string | undefined, seen: { toolCalls: boolean; refusal: boolean }): EndReason {
  const reason = toEndReason(word);
  if (seen.refusal && (reason === 'stop' || reason === 'tool_calls')) return 'content_filtered';
  if (reason === 'stop' || reason === 'tool_calls' || reason === 'other') {
    return seen.toolCalls ? 'tool_calls' : reason === 'other' ? 'other' : 'stop';
  }
  return reason;
}
