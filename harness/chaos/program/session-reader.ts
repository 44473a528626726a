import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient, type StreamFrame, type StreamOptions } from '../../dev/api-client.ts';
import type { Preview, Transcript } from '../oracle/evidence.ts';
import type { Random } from './random.ts';

export interface SessionReaderOptions {
  urls: readonly string[];
  sessionId: string;
  name: string;
  random: Random;
  /** It leaves only when the server ends its connection. */
  stays?: boolean;
  /** Sent with every request, such as a credential. */
  headers?: Record<string, string>;
  /** Called for every frame, recorded or not. */
  onFrame(frame: StreamFrame): void;
}

/**
 * A reader that disconnects at random, unless it stays, and resumes with one of the three kinds of cursor; it records the frames that it
 * received.
 */
export class SessionReader {
  readonly transcript: Transcript;
  readonly #options: SessionReaderOptions;
  readonly #api: ApiClient;
  readonly #previews: Preview[] = [];
  #lastSeenId: string | undefined;

  constructor(options: SessionReaderOptions) {
    this.#options = options;
    this.#api = new ApiClient(options.urls, options.headers);
    this.transcript = { reader: options.name, session_id: options.sessionId, events: [], previews: this.#previews };
  }

  /** Reads until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const connection = new AbortController();
      const stop = () => connection.abort();
      signal.addEventListener('abort', stop, { once: true });
      await this.#read(connection).catch(() => undefined);
      signal.removeEventListener('abort', stop);
      await sleep(this.#options.random.between(0, 60));
    }
  }

  async #read(connection: AbortController): Promise<void> {
    const { random, sessionId, stays = false } = this.#options;
    let left = stays ? Infinity : random.chance(0.3) ? 1 : random.between(2, 60);
    for await (const frame of this.#api.stream(sessionId, { ...this.#cursor(), signal: connection.signal })) {
      this.#keep(frame);
      this.#options.onFrame(frame);
      left -= 1;
      if (left === 0) return connection.abort();
    }
  }

  #keep(frame: StreamFrame): void {
    const { id, sequence, data } = frame.data;
    const preview = toPreview(frame);
    if (preview !== undefined) this.#previews.push(preview);
    if (typeof id === 'string') this.#lastSeenId = id;
    if (typeof id !== 'string' || sequence === undefined) return;
    this.transcript.events.push({ id, sequence, type: frame.event, data });
  }

  #cursor(): StreamOptions {
    const last = this.transcript.events.at(-1);
    const { random } = this.#options;
    if (last === undefined || this.#lastSeenId === undefined) return {};
    switch (random.pick(['last-event-id', 'last-seen-id', 'since_id', 'after_sequence'])) {
      case 'last-event-id':
        return { lastEventId: last.id };
      case 'last-seen-id':
        return { lastEventId: this.#lastSeenId };
      case 'since_id':
        return { query: `?since_id=${last.id}` };
      default:
        return { query: `?after_sequence=${last.sequence}` };
    }
  }
}

function toPreview({ event, data: envelope }: StreamFrame): Preview | undefined {
  if (event === 'connected') return { kind: 'connected' };
  // These two events have the shapes of the event catalog.
  const data = envelope.data as Extract<Preview, { kind: 'delta' }> & {
    message: { id: string; content: { text?: string }[] };
  };
  if (event === 'output.message.delta') {
    const { message_id, attempt, part, offset, delta } = data;
    return { kind: 'delta', message_id, attempt, part, offset, delta };
  }
  if (event === 'output.message.reset') return { kind: 'reset', message_id: data.message_id, attempt: data.attempt };
  if (event !== 'output.message.completed') return undefined;
  const { attempt } = envelope['context'] as { attempt?: number };
  return { kind: 'completed', message_id: data.message.id, attempt, content: data.message.content };
}
