import type { FrameOf, StreamFrame } from './frames.ts';
import { SocketError } from './socket-error.ts';

/** A message that was sent over the socket, and its answer as it comes. */
export interface SocketRequest extends AsyncIterable<StreamFrame> {
  request_id: string;
  /** Waits for the end. Throws `SocketError` for a message that was refused. */
  end(): Promise<FrameOf<'stream_end'>>;
  /** Returns the text of the last answer once the turn has ended. Throws as `end`, and for a turn that failed. */
  text(): Promise<string>;
  /** Takes the message back: it is dropped if nobody has read it, and otherwise the turn that it started ends. */
  cancel(): void;
}

/** Collects the frames of one request. A socket that comes back repeats them, and what is known is not told again. */
export class RequestStream {
  readonly ended: Promise<FrameOf<'stream_end'>>;
  readonly #frames: StreamFrame[] = [];
  /** Of each message and part: the attempt, and the text so far. */
  readonly #texts = new Map<string, { attempt: number; text: string }>();
  readonly #blocks = new Map<string, string>();
  #lastMessage: string | null = null;
  #isStarted = false;
  #wake: (() => void) | null = null;
  #failure: Error | null = null;
  #isOver = false;
  #resolve: (end: FrameOf<'stream_end'>) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever does not wait for the end is not told of its failure here.
    this.ended.catch(() => undefined);
  }

  get text(): string {
    return this.#lastMessage === null ? '' : (this.#blocks.get(this.#lastMessage) ?? '');
  }

  take(frame: StreamFrame): void {
    const news = this.#news(frame);
    if (news !== null) this.#frames.push(news);
    if (frame.type === 'stream_end') {
      this.#isOver = true;
      this.#resolve(frame);
    }
    this.#notify();
  }

  fail(error: Error): void {
    if (this.#isOver) return;
    this.#failure = error;
    this.#isOver = true;
    this.#reject(error);
    this.#notify();
  }

  /** One reader reads each frame once, from the first on. */
  async *read(): AsyncGenerator<StreamFrame, void, undefined> {
    for (let at = 0; ; at += 1) {
      while (at >= this.#frames.length) {
        if (this.#failure !== null) throw this.#failure;
        if (this.#isOver) return;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      const frame = this.#frames[at];
      if (frame !== undefined) yield frame;
    }
  }

  #news(frame: StreamFrame): StreamFrame | null {
    switch (frame.type) {
      case 'stream_start': {
        const isNews = !this.#isStarted;
        this.#isStarted = true;
        return isNews ? frame : null;
      }
      case 'stream_text':
        return this.#newText(frame);
      case 'stream_block': {
        const { message_id, part, block } = frame;
        if (part === 0) this.#blocks.delete(message_id);
        this.#lastMessage = message_id;
        const text = block.type === 'text' ? block.text : '';
        this.#blocks.set(message_id, (this.#blocks.get(message_id) ?? '') + text);
        return frame;
      }
      default:
        return frame;
    }
  }

  /** The rest of a piece that repeats what is known. */
  #newText(frame: FrameOf<'stream_text'>): StreamFrame | null {
    const key = `${frame.message_id} ${frame.part}`;
    const known = this.#texts.get(key);
    const isNewer = known === undefined || known.attempt < frame.attempt;
    const text = isNewer ? '' : known.text;
    if (!isNewer && known.attempt > frame.attempt) return null;
    const fresh = frame.delta.slice(Math.max(0, text.length - frame.offset));
    this.#texts.set(key, { attempt: frame.attempt, text: text + fresh });
    return fresh === '' ? null : { ...frame, offset: text.length, delta: fresh };
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}

/** The error of a turn that ended without an answer. */
export function toEndError({ status, error, request_id }: FrameOf<'stream_end'>): SocketError | null {
  if (status === 'completed') return null;
  const { code, message } = error ?? { code: 'canceled' as const, message: 'The turn was canceled.' };
  return new SocketError({ code, message, request_id });
}
