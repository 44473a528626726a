import type { SimMessage, SimToolCall } from '@everruns/llmsim';
import { JsonObject } from '@everruns/schemas';

type AssistantMessage = Extract<SimMessage, { role: 'assistant' }>;

/**
 * Collects the messages of a request body. Vendors write one answer as several items or blocks; here they become one
 * assistant message, and tool results get the name of the call that they answer.
 */
export class ConversationMessages {
  readonly messages: SimMessage[] = [];
  private readonly names = new Map<string, string>();

  /** Each text becomes one part; the last one is the newest user message. */
  addUser(texts: readonly string[]): void {
    this.messages.push({ role: 'user', content: texts.map((text) => ({ type: 'text', text })) });
  }

  addAssistantText(text: string): void {
    const last = this.lastAssistant();
    this.messages.push({ ...last, text: last.text + text });
  }

  addToolCall(call: { id: string; name: string; arguments_text: string }): void {
    this.names.set(call.id, call.name);
    const last = this.lastAssistant();
    const added: SimToolCall = { id: call.id, name: call.name, arguments: parseArguments(call.arguments_text) };
    this.messages.push({ ...last, tool_calls: [...last.tool_calls, added] });
  }

  addToolResult(result: { tool_call_id: string; content: string; is_error: boolean }): void {
    this.messages.push({ role: 'tool', ...result, name: this.names.get(result.tool_call_id) ?? '' });
  }

  /** Removes and returns the assistant message at the end, or starts a new one. */
  private lastAssistant(): AssistantMessage {
    const last = this.messages.at(-1);
    if (last?.role !== 'assistant') return { role: 'assistant', text: '', tool_calls: [] };
    this.messages.pop();
    return last;
  }
}

function parseArguments(text: string): JsonObject {
  try {
    return JsonObject.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

/**
 * Returns what every vendor refuses with a 400: a call without exactly one result before the next message, a result
 * without a call, or a call id that is used twice. Returns null for a valid history.
 */
export function findHistoryFault(messages: readonly SimMessage[]): string | null {
  const seen = new Set<string>();
  let open = new Set<string>();
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id)) return `no open tool call for the tool output ${message.tool_call_id}`;
      continue;
    }
    const [unanswered] = open;
    if (unanswered !== undefined) return `no tool output found for the tool call ${unanswered}`;
    if (message.role === 'user') continue;
    open = new Set(message.tool_calls.map(({ id }) => id));
    const repeated = message.tool_calls.find(({ id }) => seen.has(id));
    if (repeated !== undefined || open.size < message.tool_calls.length) return 'tool call ids must be unique';
    open.forEach((id) => seen.add(id));
  }
  const [unanswered] = open;
  return unanswered === undefined ? null : `no tool output found for the tool call ${unanswered}`;
}
