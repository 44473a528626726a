import type { SessionEvent } from '../session-event.ts';
import type { ClientFrame } from './frames.ts';

/** A reader that has left so many events unread gets the others later, from the log. */
const MAX_UNREAD = 1_000;

/** The events of one session over the socket. A socket that comes back may repeat recorded events, and none is told twice. */
export class Subscription {
  readonly #session_id: string;
  readonly #send: (frame: ClientFrame) => void;
  readonly #unread: SessionEvent[] = [];
  #after: number | 'latest';
  /** The reader is behind, so nothing is sent until it has read what it has. */
  #isPaused = false;
  #isOver = false;
  #failure: Error | null = null;
  #wake: (() => void) | null = null;

  constructor(session_id: string, after: number | 'latest', send: (frame: ClientFrame) => void) {
    this.#session_id = session_id;
    this.#after = after;
    this.#send = send;
  }

  /** Where a new socket goes on, or null if it has to ask for that. */
  get place(): { session_id: string; after_sequence: number } | null {
    if (this.#isPaused || this.#after === 'latest') return null;
    return { session_id: this.#session_id, after_sequence: this.#after };
  }

  /** Asks for the events. */
  open(): void {
    if (this.#isPaused) return;
    this.#send({ type: 'subscribe', session_id: this.#session_id, after_sequence: this.#after });
  }

  /** The server has said which event was the last before those that it sends. */
  begin(after_sequence: number): void {
    if (this.#after === 'latest') this.#after = after_sequence;
  }

  take(event: SessionEvent): void {
    if (this.#isPaused || this.#isOver) return;
    if (event.sequence !== undefined) {
      if (this.#after !== 'latest' && event.sequence <= this.#after) return;
      this.#after = event.sequence;
    }
    this.#unread.push(event);
    if (this.#unread.length >= MAX_UNREAD) {
      this.#isPaused = true;
      this.#unsubscribe();
    }
    this.#notify();
  }

  /** Nothing more will come. Without a reason, the reader ends as if there was nothing more. */
  end(failure: Error | null = null): void {
    if (this.#isOver) return;
    this.#failure = failure;
    this.#isOver = true;
    this.#notify();
  }

  async *read(): AsyncGenerator<SessionEvent, void, undefined> {
    try {
      for (;;) {
        const event = this.#unread.shift();
        if (event !== undefined) {
          yield event;
          continue;
        }
        if (this.#failure !== null) throw this.#failure;
        if (this.#isOver) return;
        if (this.#isPaused) {
          this.#isPaused = false;
          this.open();
        }
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      this.#isOver = true;
      this.#unsubscribe();
    }
  }

  #unsubscribe(): void {
    this.#send({ type: 'unsubscribe', session_id: this.#session_id });
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
