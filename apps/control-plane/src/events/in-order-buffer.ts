import type { PublishedEvent } from './hub.ts';

/** What may wait for a missing predecessor; beyond this it is read from the log once its turn comes. */
const MAX_WAITING = 1_000;

/** Hands events on in dense order: `n + 1` only after `n`. */
export class InOrderBuffer {
  /** Everything up to here has been handed on; null while nobody listens. */
  position: number | null = null;
  readonly #waiting = new Map<number, PublishedEvent>();

  start(position: number): void {
    this.position = position;
  }

  stop(): void {
    this.position = null;
    this.#waiting.clear();
  }

  add(event: PublishedEvent): void {
    if (this.position === null || event.sequence <= this.position) return;
    if (this.#waiting.size < MAX_WAITING || event.sequence === this.position + 1) {
      this.#waiting.set(event.sequence, event);
    }
  }

  takeReady(): PublishedEvent[] {
    const ready: PublishedEvent[] = [];
    if (this.position === null) return ready;
    for (let next = this.#take(this.position + 1); next !== undefined; next = this.#take(this.position + 1)) {
      this.position = next.sequence;
      ready.push(next);
    }
    return ready;
  }

  #take(sequence: number): PublishedEvent | undefined {
    const event = this.#waiting.get(sequence);
    if (event !== undefined) this.#waiting.delete(sequence);
    return event;
  }
}
