import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

const RESOLUTION_MS = 10;
const PERCENTILES = [50, 99, 100];

/**
 * Measures how late the event loop was since the last scrape. It serves every tenant, so whatever blocks it delays all of them. The
 * monitor measures from tick to tick, so its own resolution is subtracted.
 */
export function watchEventLoop(registry: Registry): () => void {
  const monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  monitor.enable();
  const delay = new Gauge({
    name: 'everruns_event_loop_delay_seconds',
    help: 'How late the event loop was since the last scrape, by percentile. 100 is the longest delay',
    labelNames: ['percentile'],
    registers: [registry],
    collect() {
      for (const percentile of PERCENTILES) {
        const tickMs = monitor.count === 0 ? 0 : monitor.percentile(percentile) / 1e6;
        delay.set({ percentile: String(percentile) }, Math.max(0, tickMs - RESOLUTION_MS) / 1_000);
      }
      monitor.reset();
    },
  });
  return () => void monitor.disable();
}
