import { Hono } from 'hono';
import type { Metrics } from '../telemetry/metrics.ts';
import { assertHostAllowed, type HostPolicy } from './host-guard.ts';

/** `GET /metrics`, on a port of its own: it asks nobody who they are. */
export function createMetricsApp(metrics: Pick<Metrics, 'read'>, policy: HostPolicy): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    assertHostAllowed(c.req.header('host') ?? null, policy);
    await next();
  });
  app.get('/metrics', async (c) =>
    c.text(await metrics.read(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  app.onError((_error, c) => c.text('This Host is not served here.\n', 421));
  return app;
}
