import { NO_REPORT, readArguments, recordOf, wordOf, type TokenReport } from '@everruns/answer-reader';
import { parseToolArguments, type LlmStreamEvent } from '@everruns/core';
import { omitUndefined } from '@everruns/kernel';
import type { Continuation, JsonObject } from '@everruns/schemas';
import { addToContinuation, NOTHING_TO_RETURN, toItems, type ToReturn } from './collect-continuation.ts';
import { collectToolCalls, namedCalls, recordsOf, type OpenToolCall } from './collect-tool-calls.ts';
import { mapFinishReason } from './map-finish-reason.ts';
import { addChunkUsage, mapUsage } from './map-usage.ts';
import { readContent, type SaidContent } from './read-content.ts';
import type { WireChunk } from './wire.ts';

export interface ChatStreamState {
  /** The provider and model with which a continuation of this answer is marked. */
  readonly origin: Pick<Continuation, 'provider_type' | 'model'>;
  readonly responseId: string | undefined;
  readonly started: boolean;
  readonly hasText: boolean;
  readonly refused: boolean;
  readonly toReturn: ToReturn;
  readonly calls: readonly OpenToolCall[];
  readonly finishReason: string | undefined;
  readonly usage: TokenReport;
  /** Whether the newest chunk contained only token counts, which come last. */
  readonly endsWithUsage: boolean;
}

export function startChatStream(origin: ChatStreamState['origin']): ChatStreamState {
  return {
    origin,
    responseId: undefined,
    started: false,
    hasText: false,
    refused: false,
    toReturn: NOTHING_TO_RETURN,
    calls: [],
    finishReason: undefined,
    usage: NO_REPORT,
    endsWithUsage: false,
  };
}

/** Maps a chunk, or the whole document of a server that does not stream. Never throws, whatever the fields hold. */
export function mapChatChunk(state: ChatStreamState, chunk: WireChunk): [ChatStreamState, LlmStreamEvent[]] {
  const choice = recordsOf(chunk['choices'])[0];
  const delta = sayingOf(state, choice);
  const said = readContent(delta);
  const id = wordOf(chunk['id']);
  // Azure begins with a chunk about its content filter, which has neither an id nor a choice.
  const starts = !state.started && (choice !== undefined || id !== undefined);
  const next: ChatStreamState = {
    ...state,
    started: state.started || starts,
    hasText: state.hasText || said.text !== '',
    responseId: state.responseId ?? id,
    refused: state.refused || said.isRefusal,
    toReturn: addToContinuation(state.toReturn, delta),
    calls: collectToolCalls(state.calls, delta),
    finishReason: wordOf(choice?.['finish_reason']) ?? wordOf(choice?.['finishReason']) ?? state.finishReason,
    usage: addChunkUsage(state.usage, chunk),
    endsWithUsage: choice === undefined && recordOf(chunk['usage']) === chunk['usage'],
  };
  return [next, [...(starts ? [startedEvent(chunk)] : []), ...deltaEvents(said)]];
}

/**
 * Returns the delta, the message of a document, or a choice that is itself the delta. Some streams repeat the whole
 * message at their end, so it is ignored after other content.
 */
function sayingOf(state: ChatStreamState, choice: JsonObject = {}): JsonObject {
  const { delta, message } = choice;
  if (Object.keys(recordOf(delta)).length > 0) return recordOf(delta);
  if (recordOf(message) === message) return state.hasText || state.calls.length > 0 ? {} : recordOf(message);
  return { text: choice['text'] ?? null };
}

/**
 * Completes calls and usage, because usage may follow the finish reason or never come. Returns no events if there was
 * no answer.
 */
export function endChatStream(state: ChatStreamState, isMarked: boolean): LlmStreamEvent[] {
  if (!state.started) return [];
  const calls = namedCalls(state.calls);
  const continuation = toContinuation(state, calls);
  return [
    ...calls.map(toToolCallEvent),
    {
      type: 'finish',
      reason: mapFinishReason(state.finishReason, { toolCalls: calls.length > 0, refusal: state.refused }),
      usage: mapUsage(state.usage),
      ...(isMarked || state.endsWithUsage ? {} : { is_marked: false }),
      ...omitUndefined({ raw_reason: state.finishReason, response_id: state.responseId, continuation }),
    },
  ];
}

function startedEvent(chunk: WireChunk): LlmStreamEvent {
  const [id, model] = [wordOf(chunk['id']), wordOf(chunk['model'])];
  return {
    type: 'started',
    ...omitUndefined({ response_id: id, model }),
  };
}

function deltaEvents({ text, thinking }: SaidContent): LlmStreamEvent[] {
  return [
    ...(thinking === '' ? [] : [{ type: 'reasoning_delta' as const, delta: thinking }]),
    ...(text === '' ? [] : [{ type: 'text_delta' as const, part: 0, delta: text }]),
  ];
}

function toToolCallEvent(call: OpenToolCall, ordinal: number): LlmStreamEvent {
  return {
    type: 'tool_call',
    ordinal,
    name: call.name,
    ...parseToolArguments(readArguments(call.arguments)),
    ...omitUndefined({ provider_call_id: call.id }),
  };
}

function toContinuation(state: ChatStreamState, calls: readonly OpenToolCall[]): Continuation | undefined {
  const items = toItems(state.toReturn, calls);
  return items.length === 0 ? undefined : { ...state.origin, items };
}
