import type { ContentPart, EventDraft, GenerationPurpose, MessageId, ResolvedModel } from '@everruns/schemas';
import type { Clock } from '../ports/clock.ts';
import type { HeadLog } from '../ports/head-log.ts';
import { askModel } from './ask-model.ts';
import type { LlmResponse } from './collect.ts';
import type { LlmRequest, ModelDriver } from './driver.ts';
import { toGenerationEvent } from './generation-event.ts';
import type { ProviderError } from './provider-error.ts';

export interface AsideDeps {
  clock: Clock;
  heads: HeadLog;
}

export interface AsideQuestion {
  driver: ModelDriver;
  model: ResolvedModel;
  request: LlmRequest;
  purpose: GenerationPurpose;
  messageId: MessageId;
  /** How much of the log the request is about. */
  throughSequence: number;
  signal: AbortSignal;
}

/** `generation` is the event of the answer, which is recorded and paid for. */
export type AsideAnswer =
  | { kind: 'answer'; text: string; response: LlmResponse; generation: EventDraft }
  | { kind: 'error'; error: ProviderError };

/** Asks a model something that is no part of the conversation: without tools, and nobody watches the answer. */
export async function askAside({ clock, heads }: AsideDeps, question: AsideQuestion): Promise<AsideAnswer> {
  const { driver, model, request, purpose, messageId, throughSequence, signal } = question;
  const startedAt = clock.monotonic();
  const collected = await askModel({ driver, request, signal }, IGNORE_DELTAS);
  if (collected.kind === 'error') return collected;
  const { response } = collected;
  const durationMs = clock.monotonic() - startedAt;
  const generation = toGenerationEvent({
    messageId,
    model,
    response,
    throughSequence,
    tools: [],
    head: heads.nameOf({ request, model, purpose }),
    output: response.text_parts.map((text): ContentPart => ({ type: 'text', text })),
    durationMs,
  });
  return { kind: 'answer', text: response.text_parts.join('\n').trim(), response, generation };
}

const IGNORE_DELTAS = { onText: () => undefined, onThinking: () => undefined };
