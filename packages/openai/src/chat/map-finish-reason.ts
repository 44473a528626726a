import type { FinishReason } from '@everruns/schemas';

/** Several servers say `stop` after tool calls: what was called counts for more than what was said. */
export function mapFinishReason(reason: string, seen: { toolCalls: boolean; refusal: boolean }): FinishReason {
  switch (reason) {
    case 'stop':
    case 'tool_calls':
    case 'function_call':
      if (seen.refusal) return 'content_filtered';
      return seen.toolCalls ? 'tool_calls' : 'stop';
    case 'length':
      return 'length';
    case 'content_filter':
      return 'content_filtered';
    default:
      return seen.toolCalls ? 'tool_calls' : 'other';
  }
}
