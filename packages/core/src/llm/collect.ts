import type { Continuation, FinishReason, JsonObject, Usage } from '@everruns/schemas';
import type { LlmStreamEvent } from './driver.ts';
import type { ProviderError } from './provider-error.ts';
import { toStorableObject, toStorableText } from './storable.ts';

export interface CollectedToolCall {
  name: string;
  arguments: JsonObject;
  provider_call_id?: string;
  arguments_error?: string;
}

/** A whole answer of a model. All text in it is storable. */
export interface LlmResponse {
  text_parts: string[];
  thinking: string;
  tool_calls: CollectedToolCall[];
  finish_reason: FinishReason;
  raw_finish_reason?: string;
  usage: Usage;
  response_id?: string;
  continuation?: Continuation;
}

/** Told of each delta as it comes. */
export interface CollectObserver {
  onText(part: number, delta: string): void;
  onThinking(delta: string): void;
}

export type CollectResult = { kind: 'response'; response: LlmResponse } | { kind: 'error'; error: ProviderError };

interface Draft {
  textParts: string[];
  thinking: string;
  toolCalls: CollectedToolCall[];
  responseId: string | undefined;
  end: CollectResult | undefined;
}

/**
 * Assembles a driver's stream into one response: the only assembler there is. A stream that breaks its contract (throws, ends
 * without a terminal event, goes on after one, misnumbers parts or calls) is an error of class `internal`.
 */
export async function collectResponse(
  stream: AsyncIterable<LlmStreamEvent>,
  observer: CollectObserver,
): Promise<CollectResult> {
  const draft: Draft = { textParts: [], thinking: '', toolCalls: [], responseId: undefined, end: undefined };
  try {
    for await (const event of stream) {
      const violation = draft.end === undefined ? applyEvent(draft, event, observer) : `${event.type} after the end`;
      if (violation !== null) return brokenContract(violation);
    }
  } catch (error) {
    return brokenContract(`it threw: ${error instanceof Error ? error.message : String(error)}`);
  }
  return draft.end ?? brokenContract('no terminal event');
}

/** Returns what was wrong with the event, or null. */
function applyEvent(draft: Draft, event: LlmStreamEvent, observer: CollectObserver): string | null {
  switch (event.type) {
    case 'started':
      draft.responseId = event.response_id;
      return null;
    case 'text_delta':
      return applyText(draft, event, observer);
    case 'reasoning_delta':
      draft.thinking += event.delta;
      observer.onThinking(event.delta);
      return null;
    case 'tool_call':
      if (event.ordinal !== draft.toolCalls.length) return `tool call ${event.ordinal} out of order`;
      draft.toolCalls.push(toCollectedCall(event));
      return null;
    case 'finish':
      draft.end = { kind: 'response', response: toResponse(draft, event) };
      return null;
    case 'error':
      draft.end = { kind: 'error', error: event.error };
      return null;
  }
}

function applyText(
  draft: Draft,
  event: Extract<LlmStreamEvent, { type: 'text_delta' }>,
  observer: CollectObserver,
): string | null {
  if (event.delta === '') return 'empty text delta';
  if (event.part === draft.textParts.length) draft.textParts.push('');
  if (event.part !== draft.textParts.length - 1) return `text of part ${event.part} out of order`;
  draft.textParts[event.part] += event.delta;
  observer.onText(event.part, event.delta);
  return null;
}

function toCollectedCall(event: Extract<LlmStreamEvent, { type: 'tool_call' }>): CollectedToolCall {
  return {
    name: toStorableText(event.name),
    arguments: toStorableObject(event.arguments),
    ...(event.provider_call_id === undefined ? {} : { provider_call_id: toStorableText(event.provider_call_id) }),
    ...(event.arguments_error === undefined ? {} : { arguments_error: toStorableText(event.arguments_error) }),
  };
}

function toResponse(draft: Draft, event: Extract<LlmStreamEvent, { type: 'finish' }>): LlmResponse {
  const responseId = event.response_id ?? draft.responseId;
  return {
    text_parts: draft.textParts.map(toStorableText),
    thinking: toStorableText(draft.thinking),
    tool_calls: draft.toolCalls,
    finish_reason: event.reason,
    usage: event.usage,
    ...(event.raw_reason === undefined ? {} : { raw_finish_reason: event.raw_reason }),
    ...(responseId === undefined ? {} : { response_id: responseId }),
    ...(event.continuation === undefined ? {} : { continuation: event.continuation }),
  };
}

function brokenContract(violation: string): CollectResult {
  return { kind: 'error', error: { class: 'internal', message: `the driver broke its stream contract: ${violation}` } };
}
