import { parseToolArguments, type LlmStreamEvent } from '@everruns/core';
import type { Continuation } from '@everruns/schemas';
import { addToContinuation, NOTHING_TO_RETURN, toItems, type ToReturn } from './collect-continuation.ts';
import { collectToolCall, type OpenToolCall } from './collect-tool-calls.ts';
import { mapFinishReason } from './map-finish-reason.ts';
import { mapUsage } from './map-usage.ts';
import type { WireChunk, WireDelta, WireUsage } from './wire.ts';

export interface ChatStreamState {
  /** What a continuation of this answer is marked with. */
  origin: Pick<Continuation, 'provider_type' | 'model'>;
  responseId: string | undefined;
  started: boolean;
  refused: boolean;
  toReturn: ToReturn;
  calls: OpenToolCall[];
  finishReason: string | undefined;
  usage: WireUsage | undefined;
}

export function startChatStream(origin: ChatStreamState['origin']): ChatStreamState {
  return {
    origin,
    responseId: undefined,
    started: false,
    refused: false,
    toReturn: NOTHING_TO_RETURN,
    calls: [],
    finishReason: undefined,
    usage: undefined,
  };
}

export function mapChatChunk(state: ChatStreamState, chunk: WireChunk): [ChatStreamState, LlmStreamEvent[]] {
  const choice = chunk.choices?.[0];
  const delta = choice?.delta ?? {};
  // Azure opens with a chunk about its content filter that names neither answer nor model.
  const starts = !state.started && (choice !== undefined || Boolean(chunk.id));
  const next: ChatStreamState = {
    ...state,
    started: state.started || starts,
    responseId: state.responseId ?? (chunk.id || undefined),
    refused: state.refused || Boolean(delta.refusal),
    toReturn: addToContinuation(state.toReturn, delta),
    calls: (delta.tool_calls ?? []).reduce(collectToolCall, state.calls),
    finishReason: choice?.finish_reason || state.finishReason,
    usage: chunk.usage ?? state.usage,
  };
  return [next, [...(starts ? [startedEvent(chunk)] : []), ...deltaEvents(delta)]];
}

/** Calls and usage are complete only here: usage may follow the finish reason, or never come. */
export function endChatStream(state: ChatStreamState): LlmStreamEvent[] {
  if (state.finishReason === undefined) return [];
  const seen = { toolCalls: state.calls.length > 0, refusal: state.refused };
  const continuation = toContinuation(state);
  return [
    ...state.calls.map(toToolCallEvent),
    {
      type: 'finish',
      reason: mapFinishReason(state.finishReason, seen),
      raw_reason: state.finishReason,
      usage: mapUsage(state.usage),
      ...(state.responseId === undefined ? {} : { response_id: state.responseId }),
      ...(continuation === undefined ? {} : { continuation }),
    },
  ];
}

function startedEvent(chunk: WireChunk): LlmStreamEvent {
  return {
    type: 'started',
    ...(chunk.id ? { response_id: chunk.id } : {}),
    ...(chunk.model ? { model: chunk.model } : {}),
  };
}

function deltaEvents(delta: WireDelta): LlmStreamEvent[] {
  const events: LlmStreamEvent[] = [];
  const reasoning = delta.reasoning_content || delta.reasoning;
  if (reasoning) events.push({ type: 'reasoning_delta', delta: reasoning });
  const text = delta.content || delta.refusal;
  if (typeof text === 'string' && text !== '') events.push({ type: 'text_delta', part: 0, delta: text });
  return events;
}

function toToolCallEvent(call: OpenToolCall, ordinal: number): LlmStreamEvent {
  return {
    type: 'tool_call',
    ordinal,
    name: call.name,
    ...parseToolArguments(call.argumentsText),
    ...(call.id === undefined ? {} : { provider_call_id: call.id }),
  };
}

function toContinuation(state: ChatStreamState): Continuation | undefined {
  const items = toItems(state.toReturn, state.calls);
  return items.length === 0 ? undefined : { ...state.origin, items };
}
