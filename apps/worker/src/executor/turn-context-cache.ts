import { toContextMessages } from '@everruns/core';
import type { BegunAtom } from '@everruns/internal-protocol';
import { BoundedMap } from '@everruns/kernel';
import { EverrunsError, type AttemptToken, type Message, type RuntimeAgent, type TurnId } from '@everruns/schemas';

/**
 * What this process knows of one segment: the agent and the conversation so far, so that later steps send only what is new. What a
 * summary covers is forgotten.
 */
export class TurnContext {
  #agent: RuntimeAgent | undefined;
  #messages: readonly Message[] = [];
  #haveSequence = 0;
  /** The newest attempt that is known here, running or over: it shows to the control plane that the segment was handed out. */
  token: AttemptToken | undefined;

  /** Messages up to here, and the agent if above 0, are known. */
  get haveSequence(): number {
    return this.#haveSequence;
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** Throws `internal` before the first Begin has brought one. */
  get agent(): RuntimeAgent {
    if (this.#agent === undefined) throw new EverrunsError('internal', 'The agent of this turn was never loaded.');
    return this.#agent;
  }

  absorb(begun: BegunAtom): void {
    // That of a call has no key. That of a generation may have changed: another model took over.
    const isNewer = this.#haveSequence === 0 || begun.call === undefined;
    if (begun.agent !== undefined && isNewer) this.#agent = begun.agent;
    const known = new Set(this.#messages.map((message) => message.sequence));
    const fresh = begun.messages.filter((message) => !known.has(message.sequence));
    if (fresh.length > 0) this.#messages = toContextMessages([...this.#messages, ...fresh].toSorted(bySequence));
    this.#haveSequence = Math.max(this.#haveSequence, begun.head_sequence);
  }
}

export interface TurnContextCache {
  /** The context of a segment, empty at first. */
  get(turnId: TurnId, segment: number): TurnContext;
  forget(turnId: TurnId, segment: number): void;
}

/** Remembers the newest segments; an older one that comes again starts empty, which costs a longer Begin. */
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
