import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Respond = (response: ServerResponse, request: SeenRequest) => void;

export interface ScriptServer extends AsyncDisposable {
  url: string;
  requests: SeenRequest[];
}

/** A real HTTP server that answers its requests in the order of the script; the last answer is for all that follow. */
export async function startScriptServer(...script: [Respond, ...Respond[]]): Promise<ScriptServer> {
  const requests: SeenRequest[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const seen = { method, url, headers, body: await text(request) };
    requests.push(seen);
    script[Math.min(requests.length, script.length) - 1]?.(response, seen);
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // The address of a TCP server is this.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const json =
  (status: number, value: unknown, headers: Record<string, string> = {}): Respond =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

export const problem = (status: number, code: string, more: Record<string, unknown> = {}): Respond =>
  json(
    status,
    { type: 'about:blank', title: code, status, detail: `It is ${code}.`, code, request_id: 'r1', ...more },
    { 'content-type': 'application/problem+json; charset=utf-8' },
  );

/** The connection breaks before an answer. */
export const cut: Respond = (response) => void response.destroy();
