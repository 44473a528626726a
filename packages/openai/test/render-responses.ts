import type { ScenarioReply, ScenarioToolCall } from '@everruns/core/testing/contracts';
import type { JsonObject } from '@everruns/schemas';
import type { WireReply } from '@everruns/wire-server';
import { renderHttpError } from './render-http-error.ts';

type Chunk = JsonObject & { type: string };
type StreamReply = Extract<ScenarioReply, { kind: 'stream' }>;

/** Renders a scenario in the wire format of the Responses API. */
export function renderResponses(reply: ScenarioReply): WireReply {
  if (reply.kind === 'http_error') return renderHttpError(reply);
  const chunks: Chunk[] = [
    { type: 'response.created', response: { id: 'resp_1', model: 'test-model', status: 'in_progress' } },
    ...(reply.reasoning === undefined ? [] : reasoningChunks(reply.reasoning)),
    ...(reply.text.length === 0 ? [] : textChunks(reply.text)),
  ];
  if (reply.end === 'break' || reply.end === 'hang') return { kind: 'sse', text: toSse(chunks), end: reply.end };
  chunks.push(...(reply.tool_calls ?? []).flatMap(toolCallChunks), terminalChunk(reply));
  return { kind: 'sse', text: toSse(chunks), end: 'close' };
}

export function toSse(chunks: { type: string }[]): string {
  return chunks.map((chunk) => `event: ${chunk.type}\ndata: ${JSON.stringify(chunk)}\n\n`).join('');
}

function reasoningChunks(deltas: string[]): Chunk[] {
  const item = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAAA' };
  return [
    { type: 'response.reasoning_summary_part.added', item_id: 'rs_1', output_index: 0, summary_index: 0 },
    ...deltas.map((delta) => ({
      type: 'response.reasoning_summary_text.delta',
      output_index: 0,
      summary_index: 0,
      delta,
    })),
    { type: 'response.output_item.done', output_index: 0, item },
  ];
}

function textChunks(deltas: string[]): Chunk[] {
  return deltas.map((delta) => ({ type: 'response.output_text.delta', output_index: 1, content_index: 0, delta }));
}

function toolCallChunks(call: ScenarioToolCall, index: number): Chunk[] {
  const item = { type: 'function_call', name: call.name, call_id: call.provider_call_id, arguments: '' };
  const outputIndex = index + 2;
  return [
    { type: 'response.output_item.added', output_index: outputIndex, item },
    { type: 'response.function_call_arguments.delta', output_index: outputIndex, delta: call.arguments_text },
    { type: 'response.output_item.done', output_index: outputIndex, item: { ...item, arguments: call.arguments_text } },
  ];
}

function terminalChunk({ end, usage }: StreamReply): Chunk {
  const reason = { length: 'max_output_tokens', content_filtered: 'content_filter' }[end as string];
  const status = reason === undefined ? 'completed' : 'incomplete';
  const wireUsage = usage && {
    input_tokens: usage.input,
    input_tokens_details: { cached_tokens: usage.cached },
    output_tokens: usage.output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
  };
  return {
    type: `response.${status}`,
    response: {
      id: 'resp_1',
      model: 'test-model',
      status,
      incomplete_details: reason === undefined ? null : { reason },
      usage: wireUsage ?? null,
    },
  };
}
