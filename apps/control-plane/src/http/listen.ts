import type { Server, ServerResponse } from 'node:http';
import { omitUndefined } from '@everruns/kernel';
import { getRequestListener } from '@hono/node-server';
import type { Ids } from '@everruns/core/catalog';
import { createListener, refuse, toBindAddress, type UpgradeRules } from '@everruns/ingress';
import type { DatabaseClock } from '@everruns/kernel';
import type { HttpApp } from './app.ts';
import { withDirectStreams } from './direct-stream.ts';
import { isSocketPath, UPGRADE_REQUIRED } from './ws/handshake.ts';

export interface HttpListener {
  /** The address that clients on this machine can call. */
  url: string;
  port: number;
  /** Accepts no new connection and resolves when the open ones have ended. The signal closes those that are left. */
  close(signal?: AbortSignal): Promise<void>;
}

const IDLE_CHECK_MS = 100;

/** Serves the app. Port 0 means any free port. Rejects when the address cannot be bound. */
export async function listen(
  app: Pick<HttpApp, 'fetch'>,
  address: {
    host: string;
    port: number;
    keepAliveMs?: number;
    ids: Ids;
    clock?: Pick<DatabaseClock, 'now' | 'skewMs'>;
    /** What may switch to another protocol, and what a request to its address is told that does not ask for it. */
    sockets?: { upgrade: UpgradeRules };
    /** Whether each connection ends with its next answer, so that its client goes elsewhere. */
    isLeaving?: () => boolean;
  },
): Promise<HttpListener> {
  const host = await toBindAddress(address.host);
  const answer = getRequestListener(withDirectStreams(app.fetch), { hostname: address.host });
  const server = createListener({
    handle(request, response) {
      const { sockets } = address;
      if (sockets !== undefined && isSocketPath(request.url ?? '') && request.headers.upgrade === undefined)
        return refuse(response, UPGRADE_REQUIRED, address.ids.uuid());
      if (address.isLeaving?.() === true) response.shouldKeepAlive = false;
      if (address.clock !== undefined) correctDate(response, address.clock);
      void answer(request, response);
    },
    makeRequestId: () => address.ids.uuid(),
    ...omitUndefined({ keepAliveMs: address.keepAliveMs, upgrade: address.sockets?.upgrade }),
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, host, () => {
      server.off('error', reject);
      const bound = server.address();
      // The address of a TCP server is an object.
      if (bound === null || typeof bound === 'string') return reject(new Error('The server has no TCP address.'));
      const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
      resolve({
        url: `http://${name}:${bound.port}`,
        port: bound.port,
        close: (signal) => closeServer(server, signal),
      });
    });
  });
}

/** Node writes the machine's time at a lower cost than this code could, so the header is replaced only if that time is wrong. */
function correctDate(response: ServerResponse, clock: Pick<DatabaseClock, 'now' | 'skewMs'>): void {
  if (Math.abs(clock.skewMs) >= 1_000) response.setHeader('Date', new Date(clock.now()).toUTCString());
}

function closeServer(server: Server, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = () => server.closeAllConnections();
    const closeIdle = () => server.closeIdleConnections();
    // A kept-alive connection would delay the shutdown by seconds after its last request.
    const timer = setInterval(closeIdle, IDLE_CHECK_MS);
    server.close((error) => {
      clearInterval(timer);
      if (error === undefined) resolve();
      else reject(error);
    });
    closeIdle();
    if (signal?.aborted) cut();
    else signal?.addEventListener('abort', cut, { once: true });
  });
}
