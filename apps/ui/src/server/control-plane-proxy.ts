import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { announcesBody, refuse, type Refusal } from '@everruns/ingress';
import { Pool, type Dispatcher } from 'undici';
import { toClientHeaders, toUpstreamHeaders } from './passed-headers.ts';
import { makeRequestId } from './request-ids.ts';

/** A body up to this size is collected and sent with its measured length; a longer one is sent in chunks as it arrives. */
const COLLECTED_BYTES = 64 * 1024;
/** Longer than the control plane ever waits before it begins an answer (`?wait`). */
const ANSWER_TIMEOUT_MS = 600_000;
const CONNECT_TIMEOUT_MS = 10_000;

/** The answer while the control plane is away. */
export const UNREACHABLE: Refusal = {
  status: 503,
  code: 'unavailable',
  detail: 'The control plane cannot be reached. Try again in a moment.',
  headers: { 'Retry-After': '1' },
};

/** Forwards a request to the control plane and streams its answer back. */
export interface ControlPlaneProxy extends AsyncDisposable {
  passOn(request: IncomingMessage, response: ServerResponse): void;
}

/**
 * A proxy that writes both framings itself, so that no header about a connection passes in either direction. undici reuses
 * a connection only after a request that it wrote completely and an answer that it read completely, and destroys any
 * other. Answers 503 with a problem document while the control plane is unreachable.
 */
export function createControlPlaneProxy(apiUrl: URL): ControlPlaneProxy {
  const pool = new Pool(apiUrl.origin, {
    pipelining: 1,
    allowH2: false,
    connectTimeout: CONNECT_TIMEOUT_MS,
    headersTimeout: ANSWER_TIMEOUT_MS,
    // A stream lasts as long as both ends want.
    bodyTimeout: 0,
  });
  return {
    passOn(request, response) {
      const answer = new PassedAnswer(response);
      void collectBody(request).then(
        (body) => {
          if (response.closed) return;
          const { url: path = '/', method = 'GET' } = request;
          pool.dispatch({ path, method, headers: toUpstreamHeaders(request, apiUrl), body }, answer);
        },
        // The client aborted its own request, so nobody waits for an answer.
        () => response.destroy(),
      );
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

/** The body as it will be framed: bytes of known length, a stream that is sent in chunks, or no body. */
async function collectBody(request: IncomingMessage): Promise<Buffer | PassThrough | null> {
  if (!announcesBody(request)) return null;
  const announced = request.headers['content-length'];
  if (announced === undefined || Number(announced) > COLLECTED_BYTES) {
    // The proxy may end this stream early. The client's request must outlive that, or its connection would end without the
    // answer.
    return request.pipe(new PassThrough()).on('error', () => {});
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request.iterator({ destroyOnReturn: false })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Writes the control plane's answer to the client, no faster than the client reads; ends when either side ends. */
class PassedAnswer implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;
  #controller: Dispatcher.DispatchController | null = null;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.on('close', () => {
      if (!response.writableFinished) this.#controller?.abort(new Error('the client left'));
    });
    response.on('drain', () => this.#controller?.resume());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#response.closed) controller.abort(new Error('the client left'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    const raw = (controller.rawHeaders ?? []) as readonly (Buffer | string)[];
    const rawHeaders = raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')));
    this.#response.writeHead(status, toClientHeaders(rawHeaders, status));
    this.#response.flushHeaders();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#response.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    this.#response.end();
  }

  onResponseError(): void {
    if (this.#response.headersSent) this.#response.destroy();
    else if (!this.#response.closed) refuse(this.#response, UNREACHABLE, makeRequestId());
  }
}
