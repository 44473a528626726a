import type { SessionId } from '@everruns/schemas';
import type { BusHint } from '../hub.ts';
import type { PresenceHint } from './presence.ts';

type QueuedHint = BusHint | PresenceHint;

/** Hints that no sweep makes good. */
const KEPT: ReadonlySet<QueuedHint['kind']> = new Set<QueuedHint['kind']>(['stop', 'present', 'follow', 'webhooks']);
/** How many hints are kept while the connection is lost. */
const MAX_HINTS = 5_000;

/** Hints that wait to be sent. Of the recorded sequences of a session only the highest matters. */
export class HintQueue {
  readonly #recorded = new Map<SessionId, number>();
  #others: QueuedHint[] = [];

  get isEmpty(): boolean {
    return this.#recorded.size === 0 && this.#others.length === 0;
  }

  /** Returns false if there are too many hints and this one was dropped. */
  add(hint: QueuedHint): boolean {
    if (hint.kind === 'recorded') {
      const known = this.#recorded.get(hint.session_id) ?? 0;
      this.#recorded.set(hint.session_id, Math.max(known, hint.sequence));
    } else {
      if (this.#others.length >= MAX_HINTS && !KEPT.has(hint.kind)) return false;
      this.#others.push(hint);
    }
    return true;
  }

  takeAll(): QueuedHint[] {
    const recorded = [...this.#recorded].map(([session_id, sequence]): BusHint => ({
      kind: 'recorded',
      session_id,
      sequence,
    }));
    const all = [...recorded, ...this.#others];
    this.#recorded.clear();
    this.#others = [];
    return all;
  }
}
