import { toBoundedText, toStorableText } from '@everruns/kernel';
import type { JsonObject } from '@everruns/schemas';
import { ANSWER_LIMITS } from './answer-limits.ts';
import type { LlmStreamEvent } from './driver.ts';
import type { AnswerContent } from './end-of-answer.ts';
import { isWithin, toStorableObject } from './storable.ts';

export interface CollectedToolCall {
  name: string;
  arguments: JsonObject;
  provider_call_id?: string;
  arguments_error?: string;
}

/** Receives each delta as it arrives. */
export interface CollectObserver {
  onText(part: number, delta: string): void;
  onThinking(delta: string): void;
}

type EventOf<Type extends LlmStreamEvent['type']> = Extract<LlmStreamEvent, { type: Type }>;

const CUT_CALL =
  'the answer reached its token limit inside this call. Make the call again with shorter arguments, or do the work in several smaller calls';

/** An answer that is being assembled within its limits. Its methods return what is wrong with an event, or null. */
export class DraftAnswer {
  readonly textParts: string[] = [];
  readonly toolCalls: CollectedToolCall[] = [];
  thinking = '';
  responseId: string | undefined;
  readonly #observer: CollectObserver;
  /** Blank text is shown only once something else follows, because an answer of blank text alone is requested again. */
  #unshown: { part: number; delta: string }[] = [];
  #isBlank = true;
  #length = 0;
  #callCount = 0;
  #endsWithCall = false;
  /** The driver's number of the newest part, which may exceed the limit of parts. */
  #newestPart = -1;

  constructor(observer: CollectObserver) {
    this.#observer = observer;
  }

  get isTooLong(): boolean {
    return this.#length > ANSWER_LIMITS.answerLength;
  }

  get content(): AnswerContent {
    const last = this.toolCalls.at(-1);
    if (last !== undefined) return last.arguments_error === undefined ? 'calls' : 'cut_calls';
    return this.#isBlank ? 'nothing' : 'text';
  }

  addText({ part: wirePart, delta }: EventOf<'text_delta'>): string | null {
    if (delta === '') return 'empty text delta';
    if (wirePart !== this.#newestPart && wirePart !== this.#newestPart + 1)
      return `text of part ${wirePart} out of order`;
    this.#newestPart = wirePart;
    const part = Math.min(wirePart, ANSWER_LIMITS.textParts - 1);
    this.textParts[part] = (this.textParts[part] ?? '') + delta;
    this.#length += delta.length;
    this.#endsWithCall = false;
    this.#show(part, delta);
    return null;
  }

  addThinking({ delta }: EventOf<'reasoning_delta'>): string | null {
    this.thinking += delta;
    this.#length += delta.length;
    this.#observer.onThinking(delta);
    return null;
  }

  addCall(event: EventOf<'tool_call'>): string | null {
    if (event.ordinal !== this.#callCount) return `tool call ${event.ordinal} out of order`;
    this.#callCount += 1;
    this.#endsWithCall = true;
    if (this.toolCalls.length >= ANSWER_LIMITS.toolCalls) return null;
    const call = toCollectedCall(event);
    this.#length += event.arguments_text?.length ?? JSON.stringify(call.arguments).length;
    this.toolCalls.push(call);
    return null;
  }

  /** Marks the last call as cut by the token limit, unless text followed it. */
  cutLastCall(): void {
    const last = this.toolCalls.at(-1);
    if (last === undefined || !this.#endsWithCall) return;
    this.toolCalls.splice(-1, 1, { ...last, arguments: {}, arguments_error: CUT_CALL });
  }

  #show(part: number, delta: string): void {
    if (this.#isBlank && delta.trim() === '') {
      this.#unshown.push({ part, delta });
      return;
    }
    this.#isBlank = false;
    for (const held of this.#unshown) this.#observer.onText(held.part, held.delta);
    this.#unshown = [];
    this.#observer.onText(part, delta);
  }
}

function toCollectedCall(event: EventOf<'tool_call'>): CollectedToolCall {
  const { nameLength, idLength, errorLength, argumentsDepth, argumentsItems, argumentsLength } = ANSWER_LIMITS;
  const limits = { maxDepth: argumentsDepth, maxItems: argumentsItems, maxLength: argumentsLength };
  const isBounded = isWithin(event.arguments, limits);
  const error = event.arguments_error ?? (isBounded ? undefined : 'the arguments are too large, or nested too deeply');
  const id = event.provider_call_id;
  return {
    name: toBoundedText(event.name, nameLength),
    arguments: isBounded ? toStorableObject(event.arguments) : {},
    ...(id === undefined || id.length > idLength ? {} : { provider_call_id: toStorableText(id) }),
    ...(error === undefined ? {} : { arguments_error: toBoundedText(error, errorLength) }),
  };
}
