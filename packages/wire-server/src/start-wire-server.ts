import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordedModelRequest } from '@everruns/core/testing/contracts';
import type { JsonObject } from '@everruns/schemas';

/** The answer of the fake provider to every request. */
export type WireReply =
  | { kind: 'json'; status: number; headers?: Record<string, string>; body: JsonObject }
  /** `pieceBytes` cuts the answer into writes of that size. */
  | { kind: 'sse'; text: string; end: 'close' | 'break' | 'hang'; pieceBytes?: number };

export interface WireServer {
  url: string;
  paths: string[];
  requests: RecordedModelRequest[];
  close(): Promise<void>;
}

/** Starts a provider on a loopback port that gives one reply to every request. */
export async function startWireServer(reply: WireReply): Promise<WireServer> {
  const paths: string[] = [];
  const requests: RecordedModelRequest[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const recorded: RecordedModelRequest = { headers: singleHeaders(request), body, aborted: false };
      paths.push(request.url ?? '');
      requests.push(recorded);
      response.on(
        'close',
        () => (recorded.aborted = !response.writableFinished && reply.kind === 'sse' && reply.end !== 'break'),
      );
      play(reply, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths, requests, close };
}

function play(reply: WireReply, response: ServerResponse): void {
  if (reply.kind === 'json') {
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(JSON.stringify(reply.body));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const bytes = Buffer.from(reply.text);
  const size = reply.pieceBytes ?? bytes.length;
  for (let start = 0; start < bytes.length; start += size) response.write(bytes.subarray(start, start + size));
  if (reply.end === 'close') response.end();
  if (reply.end === 'break') response.write('', () => setImmediate(() => response.socket?.destroy()));
}

async function readBody(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as JsonObject;
}

function singleHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}
