import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createMcpHandler, type McpServer } from '@modelcontextprotocol/server';

export interface LocalMcpServer extends AsyncDisposable {
  url: string;
  port: number;
  /** The heads of the requests so far. */
  requests: { method: string; headers: IncomingHttpHeaders }[];
  /** Tells connected clients that the tools have changed. */
  notifyToolsChanged(): void;
  /** Cuts all connections, in the middle of whatever they are for. */
  cutConnections(): void;
}

export interface LocalMcpOptions {
  /** Registers the tools; called for every request. */
  setUp: () => McpServer;
  /** Answers a request before the server sees it, or returns null. */
  intercept?: (request: Request) => Promise<Response | null> | Response | null;
  legacy?: 'stateless' | 'reject';
}

/** Starts the SDK's own server on loopback, in both revisions of the protocol. */
export async function startMcpServer({
  setUp,
  intercept,
  legacy = 'stateless',
}: LocalMcpOptions): Promise<LocalMcpServer> {
  const handler = createMcpHandler(setUp, { legacy, onerror: () => undefined });
  const requests: LocalMcpServer['requests'] = [];
  const listener = getRequestListener(async (request) => (await intercept?.(request)) ?? handler.fetch(request));
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', headers: request.headers });
    void listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    port,
    requests,
    notifyToolsChanged: () => handler.notify.toolsChanged(),
    cutConnections: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await handler.close();
    },
  };
}
