import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { TaskKind, WorkerState } from './worker-state.ts';

/** The names of tasks in labels. */
const LABELS: Record<TaskKind, string> = {
  reason: 'reason',
  act: 'act',
  waitForCalls: 'wait_for_calls',
  endSegment: 'end_segment',
};
// `Object.entries` loses the type of the keys.
const KINDS = Object.entries(LABELS) as [TaskKind, string][];

/** The metrics of a worker. Labels are closed sets: they hold no id and no content. */
export function createWorkerMetrics(state: WorkerState): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  showConnection(registry, state);
  showTasks(registry, state);
  showModelCalls(registry, state);
  showPools(registry, state);
  return registry;
}

function showConnection(registry: Registry, state: WorkerState): void {
  const registers = [registry];
  const connected: Gauge = new Gauge({
    name: 'everruns_worker_connected',
    help: 'Whether the control plane answers this worker',
    registers,
    collect: () => connected.set(Number(state.isConnected())),
  });
  const polling: Gauge = new Gauge({
    name: 'everruns_worker_polling',
    help: 'Whether this worker asks Temporal for tasks and is answered',
    registers,
    collect: async () => polling.set(Number(await state.isPolling())),
  });
  const draining: Gauge = new Gauge({
    name: 'everruns_worker_draining',
    help: 'Whether this worker was told to stop',
    registers,
    collect: () => draining.set(Number(state.isDraining)),
  });
}

function showTasks(registry: Registry, { running, ended }: WorkerState): void {
  const now = new Gauge({
    name: 'everruns_worker_tasks',
    help: 'Tasks that run in this worker, by kind',
    labelNames: ['task'],
    registers: [registry],
    collect() {
      for (const [kind, task] of KINDS) now.set({ task }, running[kind]);
    },
  });
  const all = new Counter({
    name: 'everruns_worker_tasks_total',
    help: 'Tasks that have ended in this worker, by kind and by whether they threw',
    labelNames: ['task', 'outcome'],
    registers: [registry],
    collect() {
      all.reset();
      for (const [kind, task] of KINDS) {
        all.inc({ task, outcome: 'completed' }, ended[kind].completed);
        all.inc({ task, outcome: 'failed' }, ended[kind].failed);
      }
    },
  });
}

function showModelCalls(registry: Registry, { calls }: WorkerState): void {
  const gauge = new Gauge({
    name: 'everruns_model_calls',
    help: 'Calls of models in this process: running, and waiting for a slot of their provider (MODEL_CALLS_PER_PROVIDER)',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      gauge.set({ state: 'running' }, calls.running);
      gauge.set({ state: 'waiting' }, calls.waiting);
    },
  });
}

function showPools(registry: Registry, state: WorkerState): void {
  const threads = new Gauge({
    name: 'everruns_offload_jobs',
    help: 'Running jobs, waiting jobs, and threads',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const stats = state.readPools?.().threads ?? { running: 0, waiting: 0, threads: 0 };
      threads.set({ state: 'running' }, stats.running);
      threads.set({ state: 'waiting' }, stats.waiting);
      threads.set({ state: 'thread' }, stats.threads);
    },
  });
  const programs = new Gauge({
    name: 'everruns_sandbox_programs',
    help: 'Programs of models that run, those that wait for a process, and processes',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const stats = state.readPools?.().programs ?? { running: 0, waiting: 0, processes: 0 };
      programs.set({ state: 'running' }, stats.running);
      programs.set({ state: 'waiting' }, stats.waiting);
      programs.set({ state: 'process' }, stats.processes);
    },
  });
}
