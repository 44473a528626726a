import { listOf, recordOf, textOf, wordOf } from '@everruns/answer-reader';
import { ANSWER_LIMITS, type LlmStreamEvent } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { Continuation, JsonObject } from '@everruns/schemas';
import {
  finishCalls,
  NO_CALLS,
  openCall,
  setArguments,
  takeCall,
  writeArguments,
  type CallsInWork,
} from './calls-in-work.ts';
import { mapFinishReason } from './map-finish-reason.ts';
import { mapUsage } from './map-usage.ts';
import { NO_ITEMS, withItem, withText, type KeptItems } from './kept-items.ts';
import { endOfSearch, NO_SEARCHES, toSearchItem, withCitations, withSearch, type SearchState } from './searches.ts';
import type { WireChunk } from './wire.ts';

export interface ResponsesStreamState {
  /** The provider and model with which a continuation of this answer is marked. */
  readonly origin: Pick<Continuation, 'provider_type' | 'model'>;
  readonly responseId: string | undefined;
  readonly started: boolean;
  /** The newest text part, and in `partKey` the position on the wire that it came from. */
  readonly part: number;
  readonly partKey: string | undefined;
  /** Outputs whose text has already arrived in deltas. */
  readonly saidOutputs: ReadonlySet<string>;
  readonly calls: CallsInWork;
  readonly refused: boolean;
  readonly searches: SearchState;
  readonly kept: KeptItems;
}

type Step = [ResponsesStreamState, LlmStreamEvent[]];

export function startResponsesStream(origin: ResponsesStreamState['origin']): ResponsesStreamState {
  return {
    origin,
    responseId: undefined,
    started: false,
    part: -1,
    partKey: undefined,
    saidOutputs: new Set(),
    calls: NO_CALLS,
    refused: false,
    searches: NO_SEARCHES,
    kept: NO_ITEMS,
  };
}

/** Maps a chunk, or the whole document of a server that does not stream. Never throws, whatever the fields hold. */
export function mapResponsesChunk(state: ResponsesStreamState, chunk: WireChunk): Step {
  if (chunk['object'] === 'response') return mapResponse(state, chunk);
  switch (chunk['type']) {
    case 'response.created':
    case 'response.in_progress':
      return start(state, recordOf(chunk['response']));
    case 'response.output_text.delta':
      return mapText(state, chunk, textOf(chunk['delta']));
    case 'response.refusal.delta':
      return mapText({ ...state, refused: true }, chunk, textOf(chunk['delta']));
    case 'response.output_text.done':
      return isSaid(state, chunk) ? [state, []] : mapText(state, chunk, textOf(chunk['text']));
    case 'response.reasoning_summary_part.added':
      return mapThinking(state, chunk['summary_index'] === 0 ? '' : '\n\n');
    case 'response.reasoning_summary_text.delta':
    case 'response.reasoning_text.delta':
    case 'response.reasoning_summary.delta':
    case 'response.reasoning.delta':
      return mapThinking(state, textOf(chunk['delta']) || textOf(recordOf(chunk['delta'])['text']));
    case 'response.output_item.added':
      return [{ ...state, calls: openCall(state.calls, keyOf(chunk), recordOf(chunk['item'])) }, []];
    case 'response.function_call_arguments.delta':
      return [{ ...state, calls: writeArguments(state.calls, keyOf(chunk), textOf(chunk['delta'])) }, []];
    case 'response.function_call_arguments.done':
      return [{ ...state, calls: setArguments(state.calls, keyOf(chunk), textOf(chunk['arguments'])) }, []];
    case 'response.output_item.done':
      return mapItem(state, keyOf(chunk), recordOf(chunk['item']));
    case 'response.completed':
    case 'response.incomplete':
    case 'response.done':
      return mapResponse(state, recordOf(chunk['response']));
    default:
      return [state, []];
  }
}

/** Returns the events that complete a stream without a terminal event. Returns no events if there was no answer. */
export function endResponsesStream(state: ResponsesStreamState, isMarked: boolean): LlmStreamEvent[] {
  const hasAnswer = state.part >= 0 || state.calls.count > 0 || state.calls.open.length > 0;
  if (!hasAnswer) return [];
  const [ended, events] = finish(state, {}, isMarked);
  return ended.started ? events : [];
}

function start(state: ResponsesStreamState, response: JsonObject): Step {
  if (state.started) return [state, []];
  const [id, model] = [wordOf(response['id']), wordOf(response['model'])];
  const started: LlmStreamEvent = {
    type: 'started',
    ...omitUndefined({ response_id: id, model }),
  };
  return [{ ...state, started: true, responseId: id }, [started]];
}

/** Returns the position of an item on the wire. Servers that follow OpenAI omit the index or the id. */
function keyOf(chunk: WireChunk): string {
  const place = chunk['output_index'] ?? chunk['item_id'] ?? recordOf(chunk['item'])['id'];
  return typeof place === 'number' || typeof place === 'string' ? String(place) : '';
}

function isSaid(state: ResponsesStreamState, chunk: WireChunk): boolean {
  return state.saidOutputs.has(keyOf(chunk));
}

function mapText(state: ResponsesStreamState, chunk: WireChunk, delta: string): Step {
  if (delta === '') return [state, []];
  const output = keyOf(chunk);
  const { content_index: index } = chunk;
  const partKey = `${output}:${typeof index === 'number' ? index : 0}`;
  const part = partKey === state.partKey ? state.part : state.part + 1;
  // The set is copied for each new output. Without a bound, a stream of many outputs would block the event loop.
  const isKnown = state.saidOutputs.has(output) || state.saidOutputs.size >= ANSWER_LIMITS.toolCalls;
  const saidOutputs = isKnown ? state.saidOutputs : new Set([...state.saidOutputs, output]);
  return [{ ...state, started: true, part, partKey, saidOutputs }, [{ type: 'text_delta', part, delta }]];
}

function mapThinking(state: ResponsesStreamState, delta: string): Step {
  return [state, delta === '' ? [] : [{ type: 'reasoning_delta', delta }]];
}

function mapItem(state: ResponsesStreamState, key: string, item: JsonObject): Step {
  switch (item['type']) {
    case 'message': {
      const [said, events] = sayMessage(state, key, item);
      const kept = withText(said.kept, said.part + 1, wordOf(item['phase']));
      return [{ ...said, kept, searches: withCitations(said.searches, item['content'], said.part) }, events];
    }
    case 'web_search_call': {
      const kept = withItem(state.kept, toSearchItem(item));
      return [{ ...state, kept, searches: withSearch(state.searches, item) }, []];
    }
    case 'reasoning':
      return [
        wordOf(item['encrypted_content']) === undefined ? state : { ...state, kept: withItem(state.kept, item) },
        [],
      ];
    case 'function_call': {
      const taken = takeCall(state.calls, key, item);
      if (taken === null) return [state, []];
      const kept = withItem(state.kept, { type: 'tool_call', ordinal: state.calls.count });
      return [{ ...state, started: true, calls: taken.calls, kept }, [taken.event]];
    }
    default:
      return [state, []];
  }
}

/** Maps the texts of a message that came as a whole, without deltas before it. */
function sayMessage(state: ResponsesStreamState, key: string, item: JsonObject): Step {
  if (state.saidOutputs.has(key)) return [state, []];
  let step: Step = [state, []];
  const content = typeof item['content'] === 'string' ? [{ text: item['content'] }] : listOf(item['content']);
  for (const [index, part] of content.entries()) {
    const { text, refusal } = recordOf(part);
    const [before, events] = step;
    const asked = { ...before, refused: before.refused || textOf(refusal) !== '' };
    const place = { output_index: key, content_index: index };
    const [after, said] = mapText(asked, place, textOf(text) || textOf(refusal));
    step = [after, [...events, ...said]];
  }
  return step;
}

/** Maps the end of a response, including everything in it that was not reported before. */
function mapResponse(state: ResponsesStreamState, response: JsonObject): Step {
  let step = start(state, response);
  const hasCalls = state.calls.count > 0 || state.calls.open.length > 0;
  for (const [index, item] of listOf(response['output']).map(recordOf).entries()) {
    const isSaid = hasCalls || (state.part >= 0 && item['type'] !== 'function_call');
    const isFound = item['type'] === 'web_search_call' && state.searches.made.length > 0;
    if (isSaid || isFound) continue;
    const [before, events] = step;
    const [after, said] = mapItem(before, String(index), item);
    step = [after, [...events, ...said]];
  }
  const [before, events] = step;
  const [after, last] = finish(before, response, true);
  return [after, [...events, ...last]];
}

function finish(state: ResponsesStreamState, response: JsonObject, isMarked: boolean): Step {
  const { calls, events } = finishCalls(state.calls);
  const word = wordOf(recordOf(response['incomplete_details'])['reason']) ?? wordOf(response['status']);
  const items = state.kept.toReturn;
  const id = wordOf(response['id']) ?? state.responseId;
  const isTerminal = Object.keys(response).length > 0;
  const reason = word ?? (isTerminal ? 'completed' : undefined);
  const end: LlmStreamEvent = {
    type: 'finish',
    reason: mapFinishReason(reason, { toolCalls: calls.count > 0, refusal: state.refused }),
    usage: mapUsage(response['usage'], state.searches.paid),
    ...endOfSearch(state.searches),
    ...(isMarked ? {} : { is_marked: false }),
    ...omitUndefined({ raw_reason: reason, response_id: id }),
    ...(items.length === 0 ? {} : { continuation: { ...state.origin, items } }),
  };
  return [{ ...state, calls }, [...events, end]];
}
