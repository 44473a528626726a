import { parseToolArguments, type LlmStreamEvent } from '@everruns/core';
import type { Continuation, JsonObject } from '@everruns/schemas';
import { mapStreamedError } from './map-error.ts';
import { mapFinishReason } from './map-finish-reason.ts';
import { mapUsage } from './map-usage.ts';
import type { WireChunk, WireReasoningItem, WireResponse } from './wire.ts';

type OutputItem = Extract<WireChunk, { type: 'response.output_item.done' }>['item'];

export interface ResponsesStreamState {
  /** What a continuation of this answer is marked with. */
  origin: Pick<Continuation, 'provider_type' | 'model'>;
  /** The newest text part and the place on the wire that it came from. */
  part: number;
  partKey: string | undefined;
  toolCalls: number;
  refused: boolean;
  /** The answer's items in order: reasoning verbatim, `text` (of how many parts, in which phase) and `tool_call` as marks. */
  items: JsonObject[];
  /** Text parts that have a mark. */
  markedParts: number;
}

type Step = [ResponsesStreamState, LlmStreamEvent[]];

export function startResponsesStream(origin: ResponsesStreamState['origin']): ResponsesStreamState {
  return { origin, part: -1, partKey: undefined, toolCalls: 0, refused: false, items: [], markedParts: 0 };
}

export function mapResponsesChunk(state: ResponsesStreamState, chunk: WireChunk): Step {
  switch (chunk.type) {
    case 'response.created':
      return [state, [{ type: 'started', response_id: chunk.response.id, model: chunk.response.model }]];
    case 'response.output_text.delta':
      return mapText(state, chunk);
    case 'response.refusal.delta':
      return mapText({ ...state, refused: true }, chunk);
    case 'response.reasoning_summary_part.added':
      return [state, chunk.summary_index > 0 ? [{ type: 'reasoning_delta', delta: '\n\n' }] : []];
    case 'response.reasoning_summary_text.delta':
    case 'response.reasoning_text.delta':
      return [state, chunk.delta === '' ? [] : [{ type: 'reasoning_delta', delta: chunk.delta }]];
    case 'response.output_item.done':
      return mapItem(state, chunk.item);
    case 'response.completed':
    case 'response.incomplete':
      return [state, [toFinishEvent(state, chunk.response)]];
    case 'response.failed':
      return [state, [{ type: 'error', error: mapStreamedError(chunk.response.error) }]];
    case 'error':
      return [state, [{ type: 'error', error: mapStreamedError(chunk) }]];
    default:
      return [state, []];
  }
}

function mapText(
  state: ResponsesStreamState,
  chunk: { output_index: number; content_index: number; delta: string },
): Step {
  if (chunk.delta === '') return [state, []];
  const partKey = `${chunk.output_index}:${chunk.content_index}`;
  const part = partKey === state.partKey ? state.part : state.part + 1;
  return [{ ...state, part, partKey }, [{ type: 'text_delta', part, delta: chunk.delta }]];
}

function mapItem(state: ResponsesStreamState, item: OutputItem): Step {
  switch (item.type) {
    case 'message':
      return [markText(state, item.phase), []];
    case 'reasoning':
      return [item.encrypted_content ? withItem(state, asJsonObject(item)) : state, []];
    case 'function_call': {
      const ordinal = state.toolCalls;
      const next = { ...withItem(state, { type: 'tool_call', ordinal }), toolCalls: ordinal + 1 };
      const parsed = parseToolArguments(item.arguments);
      return [next, [{ type: 'tool_call', ordinal, name: item.name, ...parsed, provider_call_id: item.call_id }]];
    }
    default:
      return [state, []];
  }
}

function markText(state: ResponsesStreamState, phase: string | null | undefined): ResponsesStreamState {
  const mark = { type: 'text', parts: state.part + 1 - state.markedParts, ...(phase ? { phase } : {}) };
  return { ...withItem(state, mark), markedParts: state.part + 1 };
}

function withItem(state: ResponsesStreamState, item: JsonObject): ResponsesStreamState {
  return { ...state, items: [...state.items, item] };
}

function toFinishEvent(state: ResponsesStreamState, response: WireResponse): LlmStreamEvent {
  const rawReason = response.incomplete_details?.reason ?? response.status ?? 'completed';
  // Reasoning that nothing follows (the answer was cut) would be refused.
  const items = state.items.slice(0, state.items.findLastIndex((item) => item['type'] !== 'reasoning') + 1);
  const isKept = items.some((item) => item['type'] === 'reasoning' || item['phase'] !== undefined);
  return {
    type: 'finish',
    reason: mapFinishReason(rawReason, { toolCalls: state.toolCalls > 0, refusal: state.refused }),
    raw_reason: rawReason,
    usage: mapUsage(response.usage),
    response_id: response.id,
    ...(isKept ? { continuation: { ...state.origin, items } } : {}),
  };
}

/** The SDK parsed it from JSON and nobody changed it since, so it is a JSON object. */
function asJsonObject(item: WireReasoningItem): JsonObject {
  return item as unknown as JsonObject;
}
