import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@everruns/schemas';
import type { WireFormat } from './mutate-streams.ts';
import { sayHere } from './plan-stream.ts';

export interface AskedRequest {
  format: WireFormat;
  headers: IncomingHttpHeaders;
  body: JsonObject;
  /** The body as received. */
  text: string;
}

export type Reply = (response: ServerResponse, request: AskedRequest) => void;

/** A model server whose next answers a test writes by hand; without one it answers `HERE`. */
export interface ScriptedProvider {
  origin: string;
  /** The requests of this test, in order. */
  asked: AskedRequest[];
  next: Reply[];
  /** Called before any answer. It refuses a request with a reason or a reply, or accepts it with null. */
  refuse: ((request: AskedRequest) => string | Reply | null) | undefined;
  close(): Promise<void>;
}

export async function startScriptedProvider(): Promise<ScriptedProvider> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const asked = {
        format: formatOf(request.url ?? ''),
        headers: request.headers,
        text,
        body: JSON.parse(text || '{}'),
      };
      provider.asked.push(asked);
      const reason = provider.refuse?.(asked) ?? null;
      if (typeof reason === 'function') reason(response, asked);
      else if (reason !== null)
        refuses(400, { error: { type: 'invalid_request_error', message: reason } })(response, asked);
      else (provider.next.shift() ?? streams(sayHere(asked.format)))(response, asked);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const provider: ScriptedProvider = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    next: [],
    refuse: undefined,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return provider;
}

function formatOf(url: string): WireFormat {
  if (url.includes('/chat/completions')) return 'openai_compatible';
  return url.includes('/responses') ? 'openai' : 'anthropic';
}

/** Replies with a whole body of server-sent events. */
export function streams(body: string | Uint8Array): Reply {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(body);
  };
}

/** Replies with an error. A body that is neither a string nor bytes is sent as JSON. */
export function refuses(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body));
  };
}
