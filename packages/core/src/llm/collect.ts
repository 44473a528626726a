import { messageOf, omitUndefined, toBoundedText, toStorableText } from '@everruns/kernel';
import type { Continuation, FinishReason, SearchMade, UrlCitation, Usage } from '@everruns/schemas';
import { ANSWER_LIMITS } from './answer-limits.ts';
import { DraftAnswer, type CollectedToolCall, type CollectObserver } from './draft-answer.ts';
import { toStorableCitations, toStorableSearches } from './citations.ts';
import type { LeftOut, LlmStreamEvent } from './driver.ts';
import { judgeEnd, type EndReason, type EndVerdict } from './end-of-answer.ts';
import type { ProviderError } from './provider-error.ts';
import { readUsage } from './read-usage.ts';
import { isWithin, toStorableObject } from './storable.ts';

/** A complete answer of a model, bounded (`ANSWER_LIMITS`), and with all content safe to store and read again. */
export interface LlmResponse {
  text_parts: string[];
  thinking: string;
  tool_calls: CollectedToolCall[];
  finish_reason: FinishReason;
  raw_finish_reason?: string;
  usage: Usage;
  response_id?: string;
  continuation?: Continuation;
  /** The citations of each text part. Absent: none. */
  citations?: readonly (UrlCitation[] | undefined)[];
  /** What the provider did on the web. Absent: nothing. */
  searches?: readonly SearchMade[];
  /** What was asked for and not sent. */
  left_out?: readonly LeftOut[];
}

export type CollectResult = { kind: 'response'; response: LlmResponse } | { kind: 'error'; error: ProviderError };

type FinishEvent = Extract<LlmStreamEvent, { type: 'finish' }>;

/**
 * Assembles a driver's stream into one response. It is the only assembler. It makes a provider's data safe to store and judges
 * the end (`judgeEnd`). A stream that breaks its contract (throws, lacks a terminal event, continues after one, misnumbers parts
 * or calls) is an error of class `internal`.
 */
export async function collectResponse(
  stream: AsyncIterable<LlmStreamEvent>,
  observer: CollectObserver,
): Promise<CollectResult> {
  const draft = new DraftAnswer(observer);
  let end: CollectResult | undefined;
  try {
    for await (const event of stream) {
      if (end !== undefined) return brokenContract(`${event.type} after the end`);
      if (event.type === 'finish') end = toResult(draft, event);
      else if (event.type === 'error') end = { kind: 'error', error: event.error };
      else {
        const violation = applyDelta(draft, event);
        if (violation !== null) return brokenContract(violation);
        if (draft.isTooLong) return { kind: 'error', error: TOO_LONG };
      }
    }
  } catch (error) {
    return brokenContract(`it threw: ${toBoundedText(messageOf(error), ANSWER_LIMITS.errorLength)}`);
  }
  return end ?? brokenContract('no terminal event');
}

/** Returns what was wrong with the event, or null. */
function applyDelta(
  draft: DraftAnswer,
  event: Exclude<LlmStreamEvent, FinishEvent | { type: 'error' }>,
): string | null {
  switch (event.type) {
    case 'started':
      draft.responseId = event.response_id;
      return null;
    case 'text_delta':
      return draft.addText(event);
    case 'reasoning_delta':
      return draft.addThinking(event);
    case 'tool_call':
      return draft.addCall(event);
  }
}

function toResult(draft: DraftAnswer, event: FinishEvent): CollectResult {
  const verdict = judgeEnd({ reason: event.reason, isMarked: event.is_marked ?? true }, draft.content);
  if (verdict === 'cut_last_call') draft.cutLastCall();
  return verdict === 'keep' || verdict === 'cut_last_call'
    ? { kind: 'response', response: toResponse(draft, event) }
    : { kind: 'error', error: toError(verdict, event) };
}

function toResponse(draft: DraftAnswer, event: FinishEvent): LlmResponse {
  const responseId = event.response_id ?? draft.responseId;
  const continuation = toStorableContinuation(event.continuation);
  const { reasonLength, idLength } = ANSWER_LIMITS;
  const texts = draft.textParts.map(toStorableText);
  const searches = toStorableSearches(event.searches);
  return {
    text_parts: texts,
    ...(event.citations === undefined ? {} : { citations: toStorableCitations(event.citations, texts) }),
    ...(searches.length === 0 ? {} : { searches }),
    thinking: toStorableText(draft.thinking),
    tool_calls: draft.toolCalls,
    finish_reason: toFinishReason(event.reason, draft),
    usage: readUsage(withoutUnreported(event.usage)),
    ...(event.raw_reason === undefined ? {} : { raw_finish_reason: toBoundedText(event.raw_reason, reasonLength) }),
    ...(responseId === undefined || responseId.length > idLength ? {} : { response_id: toStorableText(responseId) }),
    ...omitUndefined({ continuation, left_out: event.left_out }),
  };
}

function toFinishReason(reason: EndReason, draft: DraftAnswer): FinishReason {
  if (reason !== 'missing' && reason !== 'error') return reason;
  return draft.toolCalls.length > 0 ? 'tool_calls' : 'stop';
}

/** Returns the counts that were reported, according to the driver. */
function withoutUnreported({ not_reported: missing = [], ...counts }: Usage): Partial<Usage> {
  return Object.fromEntries(Object.entries(counts).filter(([name]) => !missing.some((field) => field === name)));
}

/** Content that a provider needs back verbatim is kept completely or not at all, because a part would be refused. */
function toStorableContinuation(continuation: Continuation | undefined): Continuation | undefined {
  if (continuation === undefined) return undefined;
  const { continuationDepth, continuationItems, continuationLength } = ANSWER_LIMITS;
  const limits = { maxDepth: continuationDepth, maxItems: continuationItems, maxLength: continuationLength };
  if (!isWithin(continuation.items, limits)) return undefined;
  return { ...continuation, items: continuation.items.map(toStorableObject) };
}

const TOO_LONG: ProviderError = {
  class: 'unusable_answer',
  message: `the answer is longer than ${ANSWER_LIMITS.answerLength} characters`,
};

function toError(
  verdict: Exclude<EndVerdict, 'keep' | 'cut_last_call'>,
  { raw_reason: raw }: FinishEvent,
): ProviderError {
  const said = raw === undefined ? 'no finish reason' : `the finish reason ${JSON.stringify(raw.slice(0, 100))}`;
  switch (verdict) {
    case 'empty':
      return {
        class: 'empty_answer',
        message: `the model answered with neither text nor a tool call, and ${said}`,
      };
    case 'failed':
      return {
        class: 'overloaded',
        message: `the provider ended the answer with ${said}`,
      };
    case 'broken':
      return {
        class: 'stream_broken',
        message: 'the stream ended before the answer did',
      };
  }
}

function brokenContract(violation: string): CollectResult {
  return { kind: 'error', error: { class: 'internal', message: `the driver broke its stream contract: ${violation}` } };
}
