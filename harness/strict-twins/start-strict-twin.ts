import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@everruns/schemas';
import type { Twin, TwinAnswer } from './twin.ts';

export interface StrictTwin {
  url: string;
  /** The reasons of its refusals, in order; empty if it accepted every request. */
  refusals: string[];
  close(): Promise<void>;
}

/**
 * Starts a provider on a loopback port that answers with `next`, and with 400 to every request that the real provider refuses.
 */
export async function startStrictTwin(twin: Twin, next: () => TwinAnswer): Promise<StrictTwin> {
  const refusals: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as JsonObject;
      const reason = twin.refuse(body);
      if (reason === null) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(twin.resume?.(body) ?? twin.render(next()));
        return;
      }
      refusals.push(reason);
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message: reason } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${twin.path}`,
    refusals,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
