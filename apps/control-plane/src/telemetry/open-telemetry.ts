import type { ModelCallCounts } from '@everruns/internal-protocol';
import type { DatabaseClock } from '@everruns/kernel';
import type { OffloadPool } from '@everruns/offload';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import type { EventHub } from '../events/hub.ts';
import type { UnreadableRows } from '../kernel/unreadable-rows.ts';
import type { LookAtDependencies } from './dependency-metrics.ts';
import { createEventLog } from './event-log.ts';
import type { Metrics, MetricsDeps } from './metrics.ts';
import { createTurnTelemetry } from './turn-telemetry.ts';

interface TelemetryDeps {
  db: Database;
  pools: MetricsDeps['pools'];
  hub: EventHub;
  bus: MetricsDeps['bus'];
  offload: OffloadPool;
  clock: DatabaseClock;
  unreadable: UnreadableRows;
  logins: MetricsDeps['logins'];
  modelCalls: Readonly<ModelCallCounts> | undefined;
  version: string;
  /** Names this process in traces. */
  instanceId: string;
  look: LookAtDependencies;
  log: Logger;
}

export interface Telemetry extends AsyncDisposable {
  /** Null without `METRICS_ADDR`. */
  metrics: Metrics | null;
}

/** Opens the log of events, and traces and metrics, each only if the settings ask for it. Their libraries are loaded only then. */
export async function openTelemetry(
  { telemetry: settings, metricsAddr }: Pick<Config, 'telemetry' | 'metricsAddr'>,
  deps: TelemetryDeps,
): Promise<Telemetry> {
  const { db, hub, version, instanceId, log } = deps;
  await using opened = new AsyncDisposableStack();
  hub.onLocalCommit(createEventLog(log));
  if (settings !== null) {
    const { openOtlpSink } = await import('./otlp-sink.ts');
    const sink = openOtlpSink(settings, { version, instanceId, log });
    const traces = createTurnTelemetry({ db, sink, isContentRecorded: settings.isContentRecorded, log });
    opened.defer(() => traces.close());
    hub.onLocalCommit((events) => traces.onLocalCommit(events));
  }
  let metrics: Metrics | null = null;
  if (metricsAddr !== null) {
    const { createMetrics } = await import('./metrics.ts');
    const made = createMetrics(deps);
    opened.defer(() => made.close());
    hub.onLocalCommit((events) => made.onLocalCommit(events));
    metrics = made;
  }
  const running = opened.move();
  return { metrics, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
