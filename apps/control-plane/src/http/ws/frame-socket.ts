import { LIMITS } from '@everruns/schemas';
import { CLOSE_CODES, type ServerFrame, type ServerFrameOf } from '@everruns/schemas/ws';
import type { RawData, WebSocket } from 'ws';
import type { SocketObserver } from '../../telemetry/socket-metrics.ts';

/** A reader with more than this before it gets no more of what can wait. */
const HIGH_WATER_BYTES = 256 * 1024;

export interface FrameSocketOptions {
  socket: WebSocket;
  observer: SocketObserver;
  /** Called with each text. */
  onText: (text: string) => void;
  /** Called once. */
  onClose: () => void;
}

/** Sends frames over one WebSocket, within the bound of what may wait for its reader, and hands on the texts that come. */
export class FrameSocket {
  readonly #socket: WebSocket;
  readonly #observer: SocketObserver;
  #waiting: (() => void)[] = [];
  #isClosing = false;

  constructor({ socket, observer, onText, onClose }: FrameSocketOptions) {
    this.#socket = socket;
    this.#observer = observer;
    observer.onOpened();
    socket.on('message', (data: RawData, isBinary: boolean) => {
      if (this.#isClosing) return;
      if (isBinary) this.close(CLOSE_CODES.unsupported, 'binary');
      // The server asks for whole buffers, so that is what a message is.
      else onText((data as Buffer).toString('utf8'));
    });
    // An error is followed by 'close'. The library has sent the code of RFC 6455 for a frame that it cannot accept.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code?.startsWith('WS_ERR') === true) observer.onDropped('protocol');
    });
    socket.on('close', () => {
      this.#isClosing = true;
      this.#release();
      observer.onClosed();
      onClose();
    });
  }

  get isOpen(): boolean {
    return !this.#isClosing && this.#socket.readyState === this.#socket.OPEN;
  }

  send(frame: ServerFrame): void {
    this.sendText(frame.type, JSON.stringify(frame));
  }

  /** Sends a frame that is already JSON. */
  sendText(type: string, json: string): void {
    if (!this.isOpen) return;
    this.#observer.onFrame('out', type);
    this.#socket.send(json, () => {
      if (this.#waiting.length > 0 && !this.#isFull) this.#release();
    });
    if (this.#socket.bufferedAmount > LIMITS.socketBufferBytes) this.drop('slow');
  }

  /** Resolves once the reader has taken most of what was sent, or is gone. */
  async drained(): Promise<void> {
    while (this.isOpen && this.#isFull) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Says why, and closes. */
  bye(reason: ServerFrameOf<'bye'>['reason'], retryMs: number | null, code: number): void {
    this.send({ type: 'bye', reason, retry_ms: retryMs });
    this.close(code, reason);
  }

  /** Closes with a code of RFC 6455. The library cuts off a client that does not answer. */
  close(code: number, reason: string): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#observer.onDropped(reason);
    this.#socket.close(code, reason);
  }

  /** Cuts the connection of a client that would not read a goodbye. */
  drop(reason: string): void {
    if (!this.#isClosing) this.#observer.onDropped(reason);
    this.#isClosing = true;
    this.#socket.terminate();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  get #isFull(): boolean {
    return this.#socket.bufferedAmount > HIGH_WATER_BYTES;
  }

  #release(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Before a socket has shown its credential, its frames are small; `ws` has no public way to say so. */
  limitFrames(maxBytes: number): void {
    (this.#socket as unknown as { _receiver: { _maxPayload: number } })._receiver._maxPayload = maxBytes;
  }
}
