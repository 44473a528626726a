import { parseToolArguments, type LlmStreamEvent } from '@everruns/core';
import type { Continuation, JsonObject } from '@everruns/schemas';
import { mapFinishReason } from './map-finish-reason.ts';
import { mapUsage, mergeUsage } from './map-usage.ts';
import type { WireChunk, WireDelta, WireStartedBlock, WireUsage } from './wire.ts';

/** The content block that is being written. */
type OpenBlock =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string; signature: string }
  | { type: 'redacted_thinking'; data: string }
  | { type: 'tool_use'; id: string; name: string; argumentsText: string }
  | { type: 'other' };

export interface StreamState {
  /** What a continuation of this answer is marked with. */
  origin: Pick<Continuation, 'provider_type' | 'model'>;
  responseId: string | undefined;
  block: OpenBlock;
  /** The newest text part; a text block becomes one with its first delta. */
  part: number;
  toolCalls: number;
  /** The answer's blocks in order: thinking verbatim, `text` and `tool_use` as marks of what came between. */
  items: JsonObject[];
  usage: WireUsage;
  stopReason: string | undefined;
}

type Step = [StreamState, LlmStreamEvent[]];

export function startStream(origin: StreamState['origin']): StreamState {
  return {
    origin,
    responseId: undefined,
    block: { type: 'other' },
    part: -1,
    toolCalls: 0,
    items: [],
    usage: {},
    stopReason: undefined,
  };
}

export function mapChunk(state: StreamState, chunk: WireChunk): Step {
  switch (chunk.type) {
    case 'message_start': {
      const { id, model, usage } = chunk.message;
      const started: LlmStreamEvent = { type: 'started', response_id: id, model };
      return [{ ...state, responseId: id, usage: mergeUsage(state.usage, usage) }, [started]];
    }
    case 'content_block_start':
      return openBlock(state, chunk.content_block);
    case 'content_block_delta':
      return mapDelta(state, chunk.delta);
    case 'content_block_stop':
      return closeBlock(state);
    case 'message_delta': {
      const stopReason = chunk.delta.stop_reason ?? state.stopReason;
      return [{ ...state, stopReason, usage: mergeUsage(state.usage, chunk.usage) }, []];
    }
    case 'message_stop':
      return [state, [toFinishEvent(state)]];
    default:
      return [state, []];
  }
}

/** A block may open with its first words already in it; servers that follow Anthropic leave empty fields out. */
function openBlock(state: StreamState, block: WireStartedBlock): Step {
  switch (block.type) {
    case 'text':
      return addText({ ...state, block: { type: 'text', text: '' } }, block.text ?? '');
    case 'thinking': {
      const thinking = block.thinking ?? '';
      const signature = block.signature ?? '';
      const opened: StreamState = { ...state, block: { type: 'thinking', thinking, signature } };
      return [opened, thinking === '' ? [] : [{ type: 'reasoning_delta', delta: thinking }]];
    }
    case 'redacted_thinking':
      return [{ ...state, block: { type: 'redacted_thinking', data: block.data } }, []];
    case 'tool_use':
      return [{ ...state, block: { type: 'tool_use', id: block.id, name: block.name, argumentsText: '' } }, []];
    default:
      return [{ ...state, block: { type: 'other' } }, []];
  }
}

function mapDelta(state: StreamState, delta: WireDelta): Step {
  const { block } = state;
  if (delta.type === 'text_delta' && block.type === 'text') return addText(state, delta.text);
  if (delta.type === 'thinking_delta' && block.type === 'thinking') {
    const next: StreamState = { ...state, block: { ...block, thinking: block.thinking + delta.thinking } };
    return [next, delta.thinking === '' ? [] : [{ type: 'reasoning_delta', delta: delta.thinking }]];
  }
  if (delta.type === 'signature_delta' && block.type === 'thinking') {
    return [{ ...state, block: { ...block, signature: block.signature + delta.signature } }, []];
  }
  if (delta.type === 'input_json_delta' && block.type === 'tool_use') {
    return [{ ...state, block: { ...block, argumentsText: block.argumentsText + delta.partial_json } }, []];
  }
  return [state, []];
}

function addText(state: StreamState, delta: string): Step {
  if (delta === '' || state.block.type !== 'text') return [state, []];
  const part = state.block.text === '' ? state.part + 1 : state.part;
  const block: OpenBlock = { type: 'text', text: state.block.text + delta };
  return [{ ...state, part, block }, [{ type: 'text_delta', part, delta }]];
}

function closeBlock(state: StreamState): Step {
  const { block } = state;
  const closed: StreamState = { ...state, block: { type: 'other' } };
  switch (block.type) {
    case 'text':
      return [withItem(closed, { type: 'text', parts: block.text === '' ? 0 : 1 }), []];
    case 'thinking':
      // Without a signature it is of no use to the API itself; servers that follow it sign nothing and want it back.
      return [block.thinking === '' && block.signature === '' ? closed : withItem(closed, { ...block }), []];
    case 'redacted_thinking':
      return [withItem(closed, { ...block }), []];
    case 'tool_use': {
      const ordinal = state.toolCalls;
      const parsed = parseToolArguments(block.argumentsText);
      const next = { ...withItem(closed, { type: 'tool_use' }), toolCalls: ordinal + 1 };
      return [next, [{ type: 'tool_call', ordinal, name: block.name, ...parsed, provider_call_id: block.id }]];
    }
    case 'other':
      return [closed, []];
  }
}

function withItem(state: StreamState, item: JsonObject): StreamState {
  return { ...state, items: [...state.items, item] };
}

function toFinishEvent(state: StreamState): LlmStreamEvent {
  const hasThinking = state.items.some((item) => item['type'] !== 'text' && item['type'] !== 'tool_use');
  return {
    type: 'finish',
    reason: mapFinishReason(state.stopReason ?? ''),
    usage: mapUsage(state.usage),
    ...(state.stopReason === undefined ? {} : { raw_reason: state.stopReason }),
    ...(state.responseId === undefined ? {} : { response_id: state.responseId }),
    ...(hasThinking ? { continuation: { ...state.origin, items: state.items } } : {}),
  };
}
