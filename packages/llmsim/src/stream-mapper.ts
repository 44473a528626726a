import type { LlmStreamEvent } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import { JsonObject } from '@everruns/schemas';
import type { Beat, SimReply, SpokenBeat } from './beat.ts';
import { mapError } from './map-error.ts';

type FinishEvent = Extract<LlmStreamEvent, { type: 'finish' }>;

export interface StreamContext {
  reply: SimReply;
  apiKey: string | undefined;
}

/** Beats that are events of their own. */
export type StreamedBeat = Exclude<SpokenBeat, { type: 'search' | 'citation' }>;

export function toStreamEvent(beat: StreamedBeat, context: StreamContext): LlmStreamEvent {
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
        ...toFindings(context),
      };
  }
}

function toFindings({ reply: { beats } }: StreamContext): Pick<FinishEvent, 'searches' | 'citations'> {
  const searches = beats.flatMap((beat) =>
    beat.type === 'search' ? [omitUndefined({ query: beat.query, error: beat.error })] : [],
  );
  const citations = beats.flatMap((beat) =>
    beat.type === 'citation' ? [{ part: beat.part, start_index: beat.start, end_index: beat.end, ...beat.page }] : [],
  );
  return {
    ...(searches.length === 0 ? {} : { searches }),
    ...(citations.length === 0 ? {} : { citations }),
  };
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
