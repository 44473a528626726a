import type { Ids } from '@everruns/core/catalog';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';
import { listen } from './listen.ts';

interface MetricsListenerDeps {
  metrics: Pick<Metrics, 'read'>;
  addr: { host: string; port: number };
  ids: Ids;
  log: Logger;
}

/** Opens the listener of `METRICS_ADDR`. */
export async function serveMetrics({ metrics, addr, ids, log }: MetricsListenerDeps): Promise<AsyncDisposable> {
  const listener = await listen(createMetricsApp(metrics), { ...addr, ids });
  log.info({ url: `${listener.url}/metrics` }, 'Metrics are served.');
  return { [Symbol.asyncDispose]: () => listener.close(AbortSignal.abort()) };
}

/** `GET /metrics` on its own port. It checks neither a credential nor the Host, and contains no personal data. */
function createMetricsApp(metrics: Pick<Metrics, 'read'>): Hono {
  const app = new Hono();
  app.get('/metrics', async (c) =>
    c.text(await metrics.read(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  return app;
}
