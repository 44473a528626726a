import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';

export interface TurnTimes {
  firstEventMs: number;
  firstDeltaMs: number;
  turnMs: number;
}

const TURN_TIMEOUT_MS = 30_000;
const ENDS = ['event: turn.completed', 'event: turn.failed', 'event: turn.canceled'];

interface Watched {
  startedAt: number;
  firstEventAt: number;
  firstDeltaAt: number;
  done: PromiseWithResolvers<TurnTimes>;
}

/** One open event stream of a session, which is parsed only as far as timing requires. */
export class SessionStream {
  readonly #name: string;
  readonly #abort = new AbortController();
  readonly #connected = Promise.withResolvers<void>();
  #watched: Watched | null = null;
  #rest = '';

  constructor(name: string) {
    this.#name = name;
  }

  static async open(dispatcher: Dispatcher, origin: string, sessionId: string): Promise<SessionStream> {
    const stream = new SessionStream(`${origin}, session ${sessionId},`);
    const answer = await dispatcher.request({
      origin,
      path: `/v1/sessions/${sessionId}/sse?after_sequence=latest`,
      method: 'GET',
      signal: stream.#abort.signal,
      bodyTimeout: 0,
    });
    if (answer.statusCode !== 200) throw new Error(`stream: ${answer.statusCode} ${await answer.body.text()}`);
    answer.body.on('data', (chunk: Buffer) => stream.#read(chunk.toString('latin1')));
    answer.body.on('error', () => undefined);
    await stream.#connected.promise;
    return stream;
  }

  /** Returns the times of the turn that is about to be posted. */
  async watchTurn(startedAt: number): Promise<TurnTimes> {
    const done = Promise.withResolvers<TurnTimes>();
    this.#watched = { startedAt, firstEventAt: 0, firstDeltaAt: 0, done };
    const timer = new AbortController();
    const late = sleep(TURN_TIMEOUT_MS, undefined, { signal: timer.signal }).then(() => {
      throw new Error(`a turn of ${this.#name} did not end within ${TURN_TIMEOUT_MS} ms`);
    });
    late.catch(() => undefined);
    return Promise.race([done.promise, late]).finally(() => timer.abort());
  }

  close(): void {
    this.#abort.abort();
  }

  #read(text: string): void {
    const now = performance.now();
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('event: ')) this.#onEvent(line, now);
  }

  #onEvent(line: string, now: number): void {
    if (line === 'event: connected') return this.#connected.resolve();
    const watched = this.#watched;
    if (watched === null || line === 'event: heartbeat') return;
    watched.firstEventAt ||= now;
    if (line === 'event: output.message.delta') watched.firstDeltaAt ||= now;
    if (!ENDS.includes(line)) return;
    this.#watched = null;
    const { startedAt, firstEventAt, firstDeltaAt, done } = watched;
    if (line !== ENDS[0]) return done.reject(new Error(line));
    done.resolve({
      firstEventMs: firstEventAt - startedAt,
      firstDeltaMs: firstDeltaAt - startedAt,
      turnMs: now - startedAt,
    });
  }
}
