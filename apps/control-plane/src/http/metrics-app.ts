import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';
import { peerAddress, type ConnectionBindings } from './client-address.ts';
import { assertHostAllowed, type HostPolicy } from './host-guard.ts';
import { listen } from './listen.ts';

interface MetricsListenerDeps {
  metrics: Pick<Metrics, 'read'>;
  addr: { host: string; port: number };
  hostPolicy: HostPolicy;
  log: Logger;
}

/** Opens the listener of `METRICS_ADDR`. */
export async function serveMetrics({ metrics, addr, hostPolicy, log }: MetricsListenerDeps): Promise<AsyncDisposable> {
  const listener = await listen(createMetricsApp(metrics, hostPolicy), addr);
  log.info({ url: `${listener.url}/metrics` }, 'metrics');
  return { [Symbol.asyncDispose]: () => listener.close(AbortSignal.abort()) };
}

/** `GET /metrics`, on a port of its own: it asks nobody who they are. */
export function createMetricsApp(metrics: Pick<Metrics, 'read'>, policy: HostPolicy) {
  const app = new Hono<{ Bindings: ConnectionBindings }>();
  app.use(async (c, next) => {
    assertHostAllowed(c.req.header('host') ?? null, { policy, peer: peerAddress(c.env) });
    await next();
  });
  app.get('/metrics', async (c) =>
    c.text(await metrics.read(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  app.onError((_error, c) => c.text('This Host is not served here.\n', 421));
  return app;
}
