import type pg from 'pg';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DatabaseClock } from '@everruns/kernel';
import type { OffloadPool } from '@everruns/offload';
import type { EventHub, PublishedEvent } from '../events/hub.ts';
import { isTurnEnd } from '../events/turn-ends.ts';
import type { UnreadableRows } from '../kernel/unreadable-rows.ts';
import { createClockMetrics } from './clock-metrics.ts';
import { watchEventLoop } from './loop-metrics.ts';
import { createOffloadMetrics } from './offload-metrics.ts';

export interface MetricsDeps {
  unreadable: Pick<UnreadableRows, 'observe'>;
  pool: pg.Pool;
  hub: Pick<EventHub, 'watched'>;
  offload: Pick<OffloadPool, 'stats' | 'observe'>;
  clock: Pick<DatabaseClock, 'skewMs' | 'monotonic'>;
}

/** A request was answered. `operationId` is `unknown` if no route was found. */
export interface AnsweredRequest {
  operationId: string;
  status: number;
  seconds: number;
}

export interface Metrics {
  onAnswered(request: AnsweredRequest): void;
  onLocalCommit(events: readonly PublishedEvent[]): void;
  /** A worker's frame was dropped. The reason is one of a closed set. */
  onFrameRefused(reason: string): void;
  /** A worker called without the right token. */
  onWorkerRefused(): void;
  /** A worker says how far its machine's wall clock is ahead, in milliseconds. */
  onWorkerSkew(skewMs: number): void;
  /** Returns the metrics in the text format of Prometheus. */
  read(): Promise<string>;
  /** Stops the monitor of the event loop. */
  close(): void;
}

/** The metrics of this process. Labels are closed sets: they hold no id, no path and no content. */
export function createMetrics({ pool, hub, offload, clock, unreadable }: MetricsDeps): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const stopWatching = watchEventLoop(registry);
  offload.observe(createOffloadMetrics(registry, () => offload.stats));
  const requests = new Histogram({
    name: 'everruns_http_request_seconds',
    help: 'Time until an answer began, by operation and status',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  const turns = new Counter({
    name: 'everruns_turns_ended_total',
    help: 'Turns whose end this process has committed',
    labelNames: ['status'],
    registers,
  });
  const refusedFrames = new Counter({
    name: 'everruns_worker_frames_refused_total',
    help: 'Frames of workers that were dropped: stale and over belong to an attempt that has ended, foreign to no attempt',
    labelNames: ['reason'],
    registers,
  });
  const refusedWorkers = new Counter({
    name: 'everruns_worker_calls_refused_total',
    help: 'Calls of workers with a missing or wrong token',
    registers,
  });
  const watched = new Gauge({ name: 'everruns_watched_sessions', help: 'Sessions that are followed here', registers });
  const connections = new Gauge({
    name: 'everruns_database_connections',
    help: 'Connections of the database pool, and requests that wait for one',
    labelNames: ['state'],
    registers,
  });
  countUnreadable(registry, unreadable);
  return {
    onAnswered: ({ operationId, status, seconds }) =>
      requests.observe({ operation: operationId, status: String(status) }, seconds),
    onLocalCommit(events) {
      for (const { type } of events) if (isTurnEnd(type)) turns.inc({ status: type.replace('turn.', '') });
    },
    onFrameRefused: (reason) => refusedFrames.inc({ reason }),
    onWorkerRefused: () => refusedWorkers.inc(),
    onWorkerSkew: createClockMetrics(registry, clock),
    read() {
      watched.set(hub.watched().length);
      connections.set({ state: 'open' }, pool.totalCount);
      connections.set({ state: 'idle' }, pool.idleCount);
      connections.set({ state: 'waiting' }, pool.waitingCount);
      return registry.metrics();
    },
    close: stopWatching,
  };
}

function countUnreadable(registry: Registry, unreadable: MetricsDeps['unreadable']): void {
  const rows = new Counter({
    name: 'everruns_unreadable_rows_total',
    help: 'Stored rows that were left out of an answer because they cannot be read, by table',
    labelNames: ['table'],
    registers: [registry],
  });
  unreadable.observe(({ table }) => rows.inc({ table }));
}
