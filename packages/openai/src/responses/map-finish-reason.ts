import type { FinishReason } from '@everruns/schemas';

/** `raw` is the reason of an incomplete response, or the status `completed`. */
export function mapFinishReason(raw: string, seen: { toolCalls: boolean; refusal: boolean }): FinishReason {
  switch (raw) {
    case 'completed':
      if (seen.refusal) return 'content_filtered';
      return seen.toolCalls ? 'tool_calls' : 'stop';
    case 'max_output_tokens':
      return 'length';
    case 'content_filter':
      return 'content_filtered';
    default:
      return 'other';
  }
}
