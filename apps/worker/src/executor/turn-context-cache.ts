import { toContextMessages } from '@everruns/core';
import type { BegunAtom } from '@everruns/internal-protocol';
import { BoundedMap } from '@everruns/kernel';
import { EverrunsError, type AttemptToken, type Message, type RuntimeAgent, type TurnId } from '@everruns/schemas';

/**
 * What this process knows of one segment: the agent and the conversation so far, so that the control plane sends only what is new.
 * Messages that a summary covers are dropped.
 */
export class TurnContext {
  #agent: RuntimeAgent | undefined;
  #messages: readonly Message[] = [];
  #haveSequence = 0;
  /** The newest attempt that is known here, running or over. It proves to the control plane that this worker was given the segment. */
  token: AttemptToken | undefined;

  /** Messages up to this sequence are known, and the agent too if it is above 0. */
  get haveSequence(): number {
    return this.#haveSequence;
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** Throws `internal` before the first Begin has returned an agent. */
  get agent(): RuntimeAgent {
    if (this.#agent === undefined) throw new EverrunsError('internal', 'The agent of this turn was never loaded.');
    return this.#agent;
  }

  /** A context that knows the same and learns for itself. */
  copy(): TurnContext {
    const copy = new TurnContext();
    copy.#agent = this.#agent;
    copy.#messages = this.#messages;
    copy.#haveSequence = this.#haveSequence;
    copy.token = this.token;
    return copy;
  }

  absorb(begun: BegunAtom): void {
    // The agent of most calls has no provider key. The agent of a generation may have changed, because a fallback model took over.
    const hasKey = begun.agent?.model.api_key !== undefined;
    const isNewer = this.#haveSequence === 0 || begun.call === undefined || hasKey;
    if (begun.agent !== undefined && isNewer) this.#agent = begun.agent;
    const known = new Set(this.#messages.map((message) => message.sequence));
    const fresh = begun.messages.filter((message) => !known.has(message.sequence));
    if (fresh.length > 0) this.#messages = toContextMessages([...this.#messages, ...fresh].toSorted(bySequence));
    this.#haveSequence = Math.max(this.#haveSequence, begun.head_sequence);
  }
}

export interface TurnContextCache {
  /** Returns the context of a segment, which is empty at first. */
  get(turnId: TurnId, segment: number): TurnContext;
  forget(turnId: TurnId, segment: number): void;
}

/** Remembers the newest segments. An older one starts empty again, which costs a longer Begin. */
export function createTurnContextCache(maxSegments: number): TurnContextCache {
  const contexts = new BoundedMap<string, TurnContext>(maxSegments);
  const toKey = (turnId: TurnId, segment: number): string => `${turnId}:${segment}`;
  return {
    get: (turnId, segment) => contexts.getOrCreate(toKey(turnId, segment), () => new TurnContext()),
    forget: (turnId, segment) => contexts.delete(toKey(turnId, segment)),
  };
}

function bySequence(left: Message, right: Message): number {
  return (left.sequence ?? 0) - (right.sequence ?? 0);
}
