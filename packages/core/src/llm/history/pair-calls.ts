import type { LlmMessage, LlmToolCall } from '../driver.ts';

type ToolMessage = Extract<LlmMessage, { role: 'tool' }>;

const NO_RESULT = 'No result was recorded for this call.';

/**
 * Puts each call's result directly after the answer that made the call, in the order of the calls. A result without a call is
 * left out.
 */
export function pairCalls(messages: readonly LlmMessage[]): LlmMessage[] {
  const results = new Map<string, ToolMessage[]>();
  for (const message of messages) {
    if (message.role !== 'tool') continue;
    const known = results.get(message.tool_call_id);
    if (known === undefined) results.set(message.tool_call_id, [message]);
    else known.push(message);
  }
  return messages.flatMap((message): LlmMessage[] => {
    if (message.role === 'tool') return [];
    if (message.role === 'user') return [message];
    return [message, ...message.tool_calls.map((call) => results.get(call.id)?.shift() ?? withoutResult(call))];
  });
}

function withoutResult({ id, name }: LlmToolCall): ToolMessage {
  return { role: 'tool', tool_call_id: id, name, content: NO_RESULT, is_error: true };
}
