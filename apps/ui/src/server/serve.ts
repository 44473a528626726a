import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { createListener, type UpgradeRules } from '@everruns/ingress';
import { createLogger, createQuietLog } from '@everruns/log';
import next from 'next';
import { readUiEnvironment } from '../config/env.ts';
import { createControlPlaneProxy } from './control-plane-proxy.ts';
import { createRequestHandler, type HostRules } from './handle-request.ts';
import { makeRequestId } from './request-ids.ts';
import { createSocketProxy } from './socket-proxy.ts';
import { serveStaticFiles } from './static-files.ts';

/**
 * `node serve.ts <folder> <host> <port> [dev]` serves the built UI, or with `dev` one that follows its sources. It sends `{
 * port }` to its parent when it answers, and it ends with its parent, even a killed one, because their channel then closes.
 */
const [folder = '.', hostname = '127.0.0.1', wantedPort = '9100', mode] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
/** How long answers that have begun may still take after a request to stop. */
const LAST_ANSWERS_MS = 3_000;
const isDevelopment = mode === 'dev';
const { allowedHosts, apiUrl } = readUiEnvironment();
// Standard output belongs to Next.
const log = createLogger({ level: 'warn', destination: process.stderr });
const warn = createQuietLog({
  write: (details, message) => log.warn(details, message),
  monotonic: () => Number(process.hrtime.bigint() / 1_000_000n),
});
const prepared = Promise.withResolvers<ReturnType<ReturnType<typeof next>['getRequestHandler']>>();
const rules: HostRules = {
  allowedHosts,
  isDevelopment,
  onForeignHost: (details) =>
    warn(details, 'refused a request for a Host that is not served here; ALLOWED_HOSTS lists those that are'),
};
// A request may arrive as soon as the port is bound, but Next must know the port first, so early requests wait here.
const handle = createRequestHandler({
  ...rules,
  proxy: createControlPlaneProxy(apiUrl),
  serveStatic: serveStaticFiles(path.join(folder, '.next/static')),
  servePage: async (request, response) => (await prepared.promise)(request, response),
});
const sockets = createSocketProxy(apiUrl, rules);
// Live reload uses a WebSocket too.
const isOfNext = ({ url }: IncomingMessage): boolean => isDevelopment && url?.startsWith('/_next/') === true;
const upgraded = Promise.withResolvers<ReturnType<ReturnType<typeof next>['getUpgradeHandler']>>();
const upgrade: UpgradeRules = {
  accepts: (request) => isOfNext(request) || sockets.accepts(request),
  take: (request, socket, head) =>
    isOfNext(request)
      ? void upgraded.promise.then((take) => take(request, socket, head))
      : sockets.take(request, socket, head),
};
const server = createListener({ handle, makeRequestId, upgrade }).listen(Number(wantedPort), hostname);
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : Number(wantedPort);
const app = next({ dev: isDevelopment, dir: folder, hostname, port });
await app.prepare();
prepared.resolve(app.getRequestHandler());
if (isDevelopment) upgraded.resolve(app.getUpgradeHandler());
process.send?.({ port });
// As the first process of a container it would otherwise ignore the signal. Streams never end by themselves: their clients resume.
process.once('SIGTERM', () => {
  server.close(() => process.exit());
  sockets.close();
  setTimeout(() => process.exit(), LAST_ANSWERS_MS);
});
