import { omitUndefined } from '@everruns/kernel';
import { Agent, type Dispatcher } from 'undici';

export interface RawRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface RawAnswer {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  text: string;
}

const PATIENCE_MS = 60_000;

/**
 * Sends requests that `fetch` would refuse, with any Host, Origin, path and body. Rejects when no answer comes in time.
 */
export class RawClient implements AsyncDisposable {
  readonly #origin: string;
  readonly #timeoutMs: number;
  readonly #agent = new Agent({ connections: 16, pipelining: 1 });

  constructor(origin: string, { timeoutMs = PATIENCE_MS }: { timeoutMs?: number } = {}) {
    this.#origin = origin;
    this.#timeoutMs = timeoutMs;
  }

  /** Sends a request. The body of a stream is not read, because it would not end. */
  async send({ method, path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
    const answer = await this.#agent.request({
      origin: this.#origin,
      method,
      path,
      headers,
      ...omitUndefined({ body }),
      headersTimeout: this.#timeoutMs,
      bodyTimeout: this.#timeoutMs,
    });
    const { statusCode: status } = answer;
    if (answer.headers['content-type'] === 'text/event-stream') {
      answer.body.on('error', () => undefined).destroy();
      return { status, headers: answer.headers, text: '' };
    }
    return { status, headers: answer.headers, text: await answer.body.text() };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#agent.destroy();
  }
}
