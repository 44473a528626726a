import type { LlmStreamEvent } from '@everruns/core';
import { JsonObject } from '@everruns/schemas';
import type { Beat, SimReply, SpokenBeat } from './beat.ts';
import { mapError } from './map-error.ts';

export interface StreamContext {
  reply: SimReply;
  apiKey: string | undefined;
}

export function toStreamEvent(beat: SpokenBeat, context: StreamContext): LlmStreamEvent {
  switch (beat.type) {
    case 'text':
      return { type: 'text_delta', part: beat.part, delta: beat.delta };
    case 'reasoning':
      return { type: 'reasoning_delta', delta: beat.delta };
    case 'tool_call':
      return toToolCallEvent(beat);
    case 'error':
      return { type: 'error', error: mapError(beat.error, context.apiKey) };
    case 'break':
      return { type: 'error', error: { class: 'stream_broken', message: 'the simulated stream was cut' } };
    case 'malformed':
      return { type: 'error', error: { class: 'stream_broken', message: 'the simulated stream sent a broken frame' } };
    case 'finish':
      return {
        type: 'finish',
        reason: beat.reason,
        raw_reason: beat.reason,
        usage: beat.usage,
        response_id: context.reply.response_id,
      };
  }
}

function toToolCallEvent(beat: Extract<Beat, { type: 'tool_call' }>): LlmStreamEvent {
  const call = {
    type: 'tool_call' as const,
    ordinal: beat.ordinal,
    name: beat.name,
    provider_call_id: beat.call_id,
  };
  const parsed = JsonObject.safeParse(parseJson(beat.arguments_text));
  if (parsed.success) return { ...call, arguments: parsed.data };
  return {
    ...call,
    arguments: {},
    arguments_error: 'the arguments are no JSON object',
    arguments_text: beat.arguments_text,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
