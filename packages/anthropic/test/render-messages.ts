import type { ScenarioReply, ScenarioToolCall } from '@everruns/core/testing/contracts';
import type { JsonObject } from '@everruns/schemas';
import type { WireReply } from '@everruns/wire-server';

type Chunk = JsonObject & { type: string };
type StreamReply = Extract<ScenarioReply, { kind: 'stream' }>;
type HttpErrorReply = Extract<ScenarioReply, { kind: 'http_error' }>;

const STOP = { stop: 'end_turn', tool_calls: 'tool_use', length: 'max_tokens', content_filtered: 'refusal' } as const;
const ERROR_TYPE = {
  rate_limited: 'rate_limit_error',
  invalid_api_key: 'authentication_error',
  overloaded: 'overloaded_error',
  server_error: 'api_error',
  context_overflow: 'invalid_request_error',
};

/** A scenario in the wire format of the Messages API. */
export function renderMessages(reply: ScenarioReply): WireReply {
  if (reply.kind === 'http_error') return renderHttpError(reply);
  const text = reply.text.map((delta) => ({ type: 'text_delta', text: delta }));
  const chunks: Chunk[] = [
    startChunk(reply),
    ...(reply.reasoning === undefined ? [] : thinkingBlock(reply.reasoning)),
    ...(text.length === 0 ? [] : block(1, { type: 'text', text: '' }, text)),
  ];
  if (reply.end === 'break' || reply.end === 'hang') return { kind: 'sse', text: toSse(chunks), end: reply.end };
  chunks.push(...(reply.tool_calls ?? []).flatMap(toolBlock), endChunk(STOP[reply.end], reply), {
    type: 'message_stop',
  });
  return { kind: 'sse', text: toSse(chunks), end: 'close' };
}

export function toSse(chunks: { type: string }[]): string {
  return chunks.map((chunk) => `event: ${chunk.type}\ndata: ${JSON.stringify(chunk)}\n\n`).join('');
}

function renderHttpError(reply: HttpErrorReply): WireReply {
  const error = { type: ERROR_TYPE[reply.meaning], message: reply.message };
  return { kind: 'json', status: reply.status, headers: reply.headers, body: { type: 'error', error } };
}

function startChunk({ usage }: StreamReply): Chunk {
  const cached = usage?.cached ?? 0;
  return {
    type: 'message_start',
    message: {
      id: 'msg_1',
      model: 'test-model',
      usage: { input_tokens: (usage?.input ?? 0) - cached, cache_read_input_tokens: cached, output_tokens: 1 },
    },
  };
}

function endChunk(stopReason: string, { usage }: StreamReply): Chunk {
  return {
    type: 'message_delta',
    delta: { stop_reason: stopReason },
    usage: {
      output_tokens: usage?.output ?? 0,
      output_tokens_details: { thinking_tokens: usage?.reasoning ?? 0 },
    },
  };
}

function thinkingBlock(deltas: string[]): Chunk[] {
  return block(0, { type: 'thinking', thinking: '', signature: '' }, [
    ...deltas.map((delta) => ({ type: 'thinking_delta', thinking: delta })),
    { type: 'signature_delta', signature: 'EqQB' },
  ]);
}

function toolBlock(call: ScenarioToolCall, index: number): Chunk[] {
  const start = { type: 'tool_use', id: call.provider_call_id, name: call.name, input: {} };
  const middle = Math.floor(call.arguments_text.length / 2);
  return block(index + 2, start, [
    { type: 'input_json_delta', partial_json: call.arguments_text.slice(0, middle) },
    { type: 'input_json_delta', partial_json: call.arguments_text.slice(middle) },
  ]);
}

function block(index: number, start: JsonObject, deltas: JsonObject[]): Chunk[] {
  return [
    { type: 'content_block_start', index, content_block: start },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}
