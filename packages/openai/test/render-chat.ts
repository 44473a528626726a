import type { ScenarioReply, ScenarioToolCall } from '@everruns/core/testing/contracts';
import type { JsonObject } from '@everruns/schemas';
import type { WireReply } from '@everruns/wire-server';
import { renderHttpError } from './render-http-error.ts';

const FINISH = {
  stop: 'stop',
  tool_calls: 'tool_calls',
  length: 'length',
  content_filtered: 'content_filter',
} as const;

/** Renders a scenario in the wire format of Chat Completions. */
export function renderChat(reply: ScenarioReply): WireReply {
  if (reply.kind === 'http_error') return renderHttpError(reply);
  const { end, usage } = reply;
  const chunks = [
    choice({ role: 'assistant', content: '' }),
    ...(reply.reasoning ?? []).map((delta) => choice({ reasoning_content: delta })),
    ...reply.text.map((delta) => choice({ content: delta })),
    ...(reply.tool_calls ?? []).flatMap(toolCallChunks),
  ];
  if (end === 'break' || end === 'hang') return { kind: 'sse', text: toSse(chunks), end };
  chunks.push(choice({}, FINISH[end]));
  if (usage !== undefined) {
    chunks.push({
      ...choice({}),
      choices: [],
      usage: {
        prompt_tokens: usage.input,
        completion_tokens: usage.output,
        prompt_tokens_details: { cached_tokens: usage.cached },
        completion_tokens_details: { reasoning_tokens: usage.reasoning },
      },
    });
  }
  return { kind: 'sse', text: `${toSse(chunks)}data: [DONE]\n\n`, end: 'close' };
}

export function toSse(chunks: unknown[]): string {
  return chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
}

function choice(delta: JsonObject, finishReason: string | null = null): JsonObject {
  return { id: 'chatcmpl-1', model: 'test-model', choices: [{ index: 0, delta, finish_reason: finishReason }] };
}

function toolCallChunks(call: ScenarioToolCall, index: number): JsonObject[] {
  const middle = Math.floor(call.arguments_text.length / 2);
  return [
    choice({ tool_calls: [{ index, id: call.provider_call_id, function: { name: call.name, arguments: '' } }] }),
    choice({ tool_calls: [{ index, function: { arguments: call.arguments_text.slice(0, middle) } }] }),
    choice({ tool_calls: [{ index, function: { arguments: call.arguments_text.slice(middle) } }] }),
  ];
}
