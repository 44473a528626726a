import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createListener, toBindAddress } from '@everruns/ingress';
import { createWorkerMetrics } from './worker-metrics.ts';
import type { WorkerState } from './worker-state.ts';

export interface HealthOptions {
  state: WorkerState;
  address: { host: string; port: number };
  makeRequestId: () => string;
}

interface Answer {
  status: number;
  body: string | object;
  /** The media type. Default: that of text or JSON. */
  type?: string;
}

const PATHS = ['/health', '/health/live', '/health/ready', '/metrics'];

/** What this worker says of itself. The names are those of the wire. */
async function describe(state: WorkerState) {
  const isConnected = state.isConnected();
  const isPolling = await state.isPolling();
  const isReady = isConnected && isPolling && !state.isDraining;
  return {
    status: isReady ? 'ok' : 'unavailable',
    control_plane: isConnected ? 'connected' : 'away',
    temporal: isPolling ? 'polling' : 'away',
    draining: state.isDraining,
  };
}

/**
 * Serves `/health/live` (200 while the process answers), `/health/ready` (503 while it takes no tasks), `/health` (the same answer, always
 * 200) and `/metrics`. No answer holds an id or content, so nothing asks for a credential. Rejects if the address is taken.
 */
export async function serveHealth({ state, address, makeRequestId }: HealthOptions): Promise<AsyncDisposable> {
  const metrics = createWorkerMetrics(state);
  const find = async (path = ''): Promise<Answer> => {
    if (path === '/health/live') return { status: 200, body: { status: 'ok' } };
    if (path === '/metrics') return { status: 200, body: await metrics.metrics(), type: metrics.contentType };
    if (path !== '/health' && path !== '/health/ready') return { status: 404, body: `There is ${PATHS.join(', ')}.\n` };
    const said = await describe(state);
    return { status: path === '/health' || said.status === 'ok' ? 200 : 503, body: said };
  };
  const server = createListener({
    makeRequestId,
    handle(request, response) {
      request.resume();
      const path = request.url?.split('?')[0];
      if (request.method !== 'GET') answer(response, { status: 405, body: 'Only GET is answered here.\n' });
      else void find(path).then((found) => answer(response, found));
    },
  });
  server.listen(address.port, await toBindAddress(address.host));
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, { status, body, type }: Answer): void {
  const isText = typeof body === 'string';
  const contentType = type ?? (isText ? 'text/plain; charset=utf-8' : 'application/json');
  response.writeHead(status, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  response.end(isText ? body : JSON.stringify(body));
}
