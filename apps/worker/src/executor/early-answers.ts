import { setImmediate as nextRound } from 'node:timers/promises';
import type { EventEmitter, ReasonResult } from '@everruns/core';
import type { BegunAtom } from '@everruns/internal-protocol';
import { linkAbort } from '@everruns/kernel';
import { EverrunsError, type EphemeralDraft, type EventDraft, type ResolvedModel } from '@everruns/schemas';
import { Attempt, type AttemptInput, type EarlyAnswer, type EarlyAnswers, type GivenUpAnswer } from './attempt.ts';
import { appendCoalesced } from './attempt-frames.ts';
import { waitForRound } from './loop-round.ts';

/** Asks the model. Rejects when the attempt is over. */
type AskModel = (attempt: Attempt, events: EventEmitter) => Promise<ReasonResult>;

const WARNING = 'This answer was given up: the commit before its step came otherwise than expected.';
/** Made once, because a reason that Node makes captures a stack trace. */
const GIVEN_UP = new EverrunsError('fenced', 'The commit that begins this step did not come as expected.');

class HeldAnswer implements EarlyAnswer {
  readonly begun: BegunAtom;
  readonly #call: ReturnType<typeof linkAbort>;
  readonly #answer: Promise<ReasonResult>;
  readonly #model: ResolvedModel;
  readonly #granted = Promise.withResolvers<void>();
  #held: EphemeralDraft[] = [];
  #events: EventEmitter | null = null;

  constructor(input: AttemptInput, begun: BegunAtom, ask: AskModel) {
    this.begun = begun;
    this.#call = linkAbort(input.signal);
    const attempt = new Attempt({ ...input, signal: this.#call.signal }, begun, this.#granted.promise);
    const emit = (draft: EphemeralDraft): void => {
      if (this.#events === null) this.#held = appendCoalesced(this.#held, draft);
      else this.#events.emit(draft);
    };
    this.#model = attempt.context.agent.model;
    this.#answer = this.#ask(attempt, { emit }, ask);
    this.#answer.catch(() => undefined);
  }

  async #ask(attempt: Attempt, events: EventEmitter, ask: AskModel): Promise<ReasonResult> {
    try {
      // The commit leaves first.
      await nextRound();
      await waitForRound();
      return await ask(attempt, events);
    } finally {
      this.#call.release();
    }
  }

  async use(events: EventEmitter, signal: AbortSignal): Promise<ReasonResult> {
    const follow = (): void => this.#call.abort(signal.reason);
    signal.addEventListener('abort', follow, { once: true });
    if (signal.aborted) follow();
    this.#granted.resolve();
    this.#events = events;
    for (const draft of this.#held) events.emit(draft);
    this.#held = [];
    try {
      return await this.#answer;
    } finally {
      signal.removeEventListener('abort', follow);
    }
  }

  /** Ends the request. */
  async giveUp(): Promise<GivenUpAnswer> {
    this.#call.abort(GIVEN_UP);
    this.#granted.reject(GIVEN_UP);
    this.#granted.promise.catch(() => undefined);
    const result = await this.#answer.catch(() => null);
    const events = result?.kind === 'completed' ? result.events : (result?.paid ?? []);
    const paid = events.flatMap((event) => (event.type === 'llm.generation' ? [asGivenUp(event)] : []));
    return { paid, failure: result?.kind === 'failed' ? { error: result.error, model: this.#model } : null };
  }
}

type GenerationDraft = Extract<EventDraft, { type: 'llm.generation' }>;

/** Says beside its cost why this answer is not the one that is recorded as the message. */
function asGivenUp(event: GenerationDraft): GenerationDraft {
  return { ...event, data: { ...event.data, warnings: [...(event.data.warnings ?? []), WARNING] } };
}

export function createEarlyAnswers(ask: AskModel): EarlyAnswers {
  const running = new WeakMap<BegunAtom, HeldAnswer>();
  /** By the step that takes the place of the expected one. */
  const givenUp = new WeakMap<BegunAtom, Promise<GivenUpAnswer>>();
  return {
    start(input, begun) {
      const { atom } = begun.token;
      if (atom.kind !== 'reason') return null;
      const answer = new HeldAnswer({ ...input, atom }, begun, ask);
      running.set(begun, answer);
      return answer;
    },
    replace({ begun }, next) {
      const left = running.get(begun)?.giveUp();
      running.delete(begun);
      if (next?.token.atom.kind === 'reason' && left !== undefined) givenUp.set(next, left);
    },
    take(begun) {
      const answer = running.get(begun);
      running.delete(begun);
      if (answer !== undefined) return { answer };
      const left = givenUp.get(begun);
      return left === undefined ? null : { givenUp: left };
    },
  };
}
