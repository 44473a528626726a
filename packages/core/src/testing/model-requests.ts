import { ToolCallId } from '@everruns/schemas';
import type { LlmMessage, LlmRequest } from '../llm/driver.ts';

type AssistantMessage = Extract<LlmMessage, { role: 'assistant' }>;
type ToolMessage = Extract<LlmMessage, { role: 'tool' }>;

/** A request with one user message and one tool. A test overrides only what matters to it. */
export function llmRequest(overrides: Partial<LlmRequest> = {}): LlmRequest {
  return {
    model: 'test-model',
    system: 'Be brief.',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    tools: [
      {
        name: 'get_weather',
        description: 'Current weather of a city.',
        parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      },
    ],
    request_id: 'request-1',
    ...overrides,
  };
}

export function testToolCallId(number: number): ToolCallId {
  return ToolCallId.parse(`00000000-0000-7000-8000-${String(number).padStart(12, '0')}`);
}

export function assistantCall(number: number): AssistantMessage {
  return {
    role: 'assistant',
    text: '',
    tool_calls: [{ id: testToolCallId(number), name: 'get_weather', arguments: { city: 'Paris' } }],
  };
}

export function toolAnswer(number: number, content: string): ToolMessage {
  return { role: 'tool', tool_call_id: testToolCallId(number), name: 'get_weather', content, is_error: false };
}
