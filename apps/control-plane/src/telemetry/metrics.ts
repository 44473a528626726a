import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ModelCallCounts } from '@everruns/internal-protocol';
import type { DatabaseClock } from '@everruns/kernel';
import type { OffloadPool } from '@everruns/offload';
import { SessionJobAction } from '@everruns/schemas';
import type { Database } from '../db/database.ts';
import type { BusStats } from '../events/bus/hint-bus.ts';
import type { EventHub, PublishedEvent } from '../events/hub.ts';
import type { UnreadableRows } from '../kernel/unreadable-rows.ts';
import type { LoginWatch } from '../kernel/login-watch.ts';
import { watchBacklog } from './backlog-metrics.ts';
import { showBus } from './bus-metrics.ts';
import { createClockMetrics } from './clock-metrics.ts';
import { createEngineMetrics, type EngineMetrics } from './engine-metrics.ts';
import { watchEventLoop } from './loop-metrics.ts';
import { showDependencies, type LookAtDependencies } from './dependency-metrics.ts';
import { createOffloadMetrics } from './offload-metrics.ts';
import { watchOccupancy, type Pools } from './occupancy-metrics.ts';
import { createSocketMetrics, type SocketObserver } from './socket-metrics.ts';
import { countLogins } from './login-metrics.ts';
import { createTurnMetrics } from './turn-metrics.ts';

export interface MetricsDeps {
  unreadable: Pick<UnreadableRows, 'observe'>;
  logins: Pick<LoginWatch, 'observe'>;
  db: Database;
  pools: Pools;
  bus: { readonly stats: BusStats };
  hub: Pick<EventHub, 'watched' | 'countReaders'>;
  offload: Pick<OffloadPool, 'stats' | 'observe'>;
  clock: Pick<DatabaseClock, 'skewMs' | 'monotonic'>;
  look: LookAtDependencies;
  /** Absent where no executor runs in this process. */
  modelCalls?: Readonly<ModelCallCounts> | undefined;
}

/** A request was answered. `operationId` is `unknown` if no route was found. */
export interface AnsweredRequest {
  operationId: string;
  status: number;
  seconds: number;
}

const WEBHOOK_OUTCOMES = ['delivered', 'retried', 'failed'] as const;
type WebhookOutcome = (typeof WEBHOOK_OUTCOMES)[number];
const JOB_OUTCOMES = ['changed', 'skipped', 'failed'] as const;
type JobOutcome = (typeof JOB_OUTCOMES)[number];

export interface Metrics {
  onAnswered(request: AnsweredRequest): void;
  onLocalCommit(events: readonly PublishedEvent[]): void;
  engine: EngineMetrics;
  /** A worker's frame was dropped. The reason is one of a closed set. */
  onFrameRefused(reason: string): void;
  /** A request to a webhook has ended. */
  onWebhookAttempt(outcome: WebhookOutcome): void;
  /** A job is done with a session. */
  onJobSession(action: SessionJobAction, outcome: JobOutcome): void;
  /** A worker called without the right token. */
  onWorkerRefused(): void;
  /** A worker says how far its machine's wall clock is ahead, in milliseconds. */
  onWorkerSkew(skewMs: number): void;
  sockets: SocketObserver;
  /** Returns the metrics in the text format of Prometheus. */
  read(): Promise<string>;
  /** Stops the monitor of the event loop. */
  close(): void;
}

function openRegistry(): [Registry, Registry[]] {
  const registry = new Registry();
  return [registry, [registry]];
}

/** The metrics of this process. Labels are closed sets: they hold no id, no path and no content. */
export function createMetrics(deps: MetricsDeps): Metrics {
  const { db, pools, hub, bus, offload, clock, unreadable, modelCalls } = deps;
  const [registry, registers] = openRegistry();
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
  const webhookAttempts = new Counter({
    name: 'everruns_webhook_attempts_total',
    help: 'Requests to webhooks, by what became of them: delivered, retried later, or failed for good',
    labelNames: ['outcome'],
    registers,
  });
  for (const outcome of WEBHOOK_OUTCOMES) webhookAttempts.inc({ outcome }, 0);
  const jobSessions = createJobMeter(registers);
  const readBacklog = watchBacklog(registry, db);
  const readDependencies = showDependencies(registry, deps.look);
  watchOccupancy(registry, { pools, hub });
  showBus(registry, bus);
  countUnreadable(registry, unreadable);
  countLogins(registry, deps.logins);
  if (modelCalls !== undefined) showModelCalls(registry, modelCalls);
  return {
    onAnswered: ({ operationId, status, seconds }) =>
      requests.observe({ operation: operationId, status: String(status) }, seconds),
    onLocalCommit: createTurnMetrics(registry),
    engine: createEngineMetrics(registry),
    onFrameRefused: (reason) => refusedFrames.inc({ reason }),
    onWebhookAttempt: (outcome) => webhookAttempts.inc({ outcome }),
    onJobSession: (action, outcome) => jobSessions.inc({ action, outcome }),
    onWorkerRefused: () => refusedWorkers.inc(),
    onWorkerSkew: createClockMetrics(registry, clock),
    sockets: createSocketMetrics(registry),
    async read() {
      await Promise.all([readBacklog(), readDependencies()]);
      return registry.metrics();
    },
    close: stopWatching,
  };
}

function createJobMeter(registers: Registry[]): Counter<'action' | 'outcome'> {
  const sessions = new Counter({
    name: 'everruns_job_sessions_total',
    help: 'Sessions that jobs were done with, by action and by what became of it: changed, skipped, or failed',
    labelNames: ['action', 'outcome'] as const,
    registers,
  });
  for (const action of SessionJobAction.options)
    for (const outcome of JOB_OUTCOMES) sessions.inc({ action, outcome }, 0);
  return sessions;
}

function showModelCalls(registry: Registry, counts: Readonly<ModelCallCounts>): void {
  const gauge = new Gauge({
    name: 'everruns_model_calls',
    help: 'Calls of models in this process: running, and waiting for a slot of their provider (MODEL_CALLS_PER_PROVIDER)',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      gauge.set({ state: 'running' }, counts.running);
      gauge.set({ state: 'waiting' }, counts.waiting);
    },
  });
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
