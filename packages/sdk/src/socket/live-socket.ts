import type { Platform } from '../platform.ts';
import { watchSilence, type SilenceWatch } from '../stream/watch-silence.ts';
import type { ClientFrame, ServerFrame } from './frames.ts';

/** How long a server may take until it says how often it asks. */
const FIRST_SILENCE_MS = 15_000;
/** A server that has said nothing for so many of its heartbeats is not there. */
const HEARTBEATS = 1.5;

export interface LiveSocketOptions {
  platform: Platform;
  /** Called when frames can be sent. */
  onOpen: () => void;
  onFrame: (frame: ServerFrame) => void;
}

/** One WebSocket, until it is closed or its server says nothing any more. */
export class LiveSocket {
  readonly ended: Promise<void>;
  readonly #socket: WebSocket;
  readonly #options: LiveSocketOptions;
  #resolve: () => void = () => undefined;
  #isEnded = false;
  #watch: SilenceWatch;
  #watching = new AbortController();

  constructor(socket: WebSocket, options: LiveSocketOptions) {
    this.#socket = socket;
    this.#options = options;
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#watch = this.#watchFor(FIRST_SILENCE_MS);
    socket.addEventListener('open', () => options.onOpen());
    socket.addEventListener('message', ({ data }) => this.#hear(JSON.parse(String(data)) as ServerFrame));
    // An error is followed by `close`, except that some platforms only tell of the error.
    socket.addEventListener('error', () => this.close());
    socket.addEventListener('close', () => this.close());
  }

  send(frame: ClientFrame): void {
    if (!this.#isEnded && this.#socket.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }

  /** Ends at once: a closing handshake with a server that is not there would take its time. */
  close(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#watching.abort();
    this.#socket.close();
    this.#resolve();
  }

  #hear(frame: ServerFrame): void {
    if (this.#isEnded) return;
    this.#watch.hear();
    if (frame.type === 'welcome') this.#watch = this.#watchFor(frame.heartbeat_ms * HEARTBEATS);
    this.#options.onFrame(frame);
  }

  #watchFor(maxMs: number): SilenceWatch {
    this.#watching.abort();
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    return watchSilence(this.#options.platform, { signal, onSilence: () => this.close(), maxMs });
  }
}
