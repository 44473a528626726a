import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { serve } from '@hono/node-server';
import type { HttpApp } from './app.ts';
import { systemIds } from '../kernel/system-clock.ts';
import { withDirectStreams } from './direct-stream.ts';
import { refuseUnreadable } from './refuse-unreadable.ts';

export interface HttpListener {
  /** What clients of this machine may call. */
  url: string;
  port: number;
  /** Takes no new connection and resolves when the open ones have ended; the signal cuts those that have not. */
  close(signal?: AbortSignal): Promise<void>;
}

const IDLE_CHECK_MS = 100;

/** Serves the app. Port 0 means any free port. Rejects when the address cannot be bound. */
export function listen(app: Pick<HttpApp, 'fetch'>, address: { host: string; port: number }): Promise<HttpListener> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: withDirectStreams(app.fetch), hostname: address.host, port: address.port },
      (bound: AddressInfo) => {
        server.off('error', reject);
        const host = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
        resolve({
          url: `http://${host}:${bound.port}`,
          port: bound.port,
          close: (signal) => closeServer(server, signal),
        });
      },
    );
    server.once('error', reject);
    server.on('clientError', (error: Error, socket: Duplex) => refuseUnreadable(error, socket, systemIds));
  });
}

function closeServer(server: ReturnType<typeof serve>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    };
    const closeIdle = () => {
      if ('closeIdleConnections' in server) server.closeIdleConnections();
    };
    // A connection that is kept alive would hold the server for seconds after its last request.
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
