import type { LlmMessage, LlmTool, LlmToolCall } from '@everruns/core';
import type { Continuation } from '@everruns/schemas';

/** Of the answer to each question. */
export const MAX_PROBE_TOKENS = 64;

export const PROBE_TOOL: LlmTool = {
  name: 'multiply',
  description: 'Multiplies two numbers.',
  parameters: {
    type: 'object',
    properties: { a: { type: 'number' }, b: { type: 'number' } },
    required: ['a', 'b'],
    additionalProperties: false,
  },
};

/** A red square of 32 × 32 pixels. */
const RED_SQUARE =
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAJ0lEQVR42u3NsQkAAAjAsP7/tF7hIASyp6lTCQQCgUAgEAgEgi/BAjLD/C5w/SM9AAAAAElFTkSuQmCC';

const user = (text: string): LlmMessage => ({ role: 'user', content: [{ type: 'text', text }] });

export const TEXT_QUESTION = [user('Answer with the one word: ready')];
export const TOOL_QUESTION = [user('Call the tool to compute 12 * 4, then say the result in one short sentence.')];
export const PICTURE_QUESTION: LlmMessage[] = [
  {
    role: 'user',
    content: [
      { type: 'text', text: 'Which color is this picture? Answer with one word.' },
      { type: 'image', base64: RED_SQUARE, media_type: 'image/png' },
    ],
  },
];

interface Called {
  text: string;
  call: LlmToolCall;
  continuation?: Continuation;
}

/** The conversation after the tool was called and has answered. */
export function afterToolCall({ text, call, continuation }: Called): LlmMessage[] {
  return [
    ...TOOL_QUESTION,
    { role: 'assistant', text, tool_calls: [call], ...(continuation === undefined ? {} : { continuation }) },
    { role: 'tool', tool_call_id: call.id, name: call.name, content: '48', is_error: false },
  ];
}
