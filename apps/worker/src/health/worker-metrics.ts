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
  const gauge = (name: string, help: string, read: () => number | Promise<number>): void => {
    const made: Gauge = new Gauge({ name, help, registers: [registry], collect: async () => made.set(await read()) });
  };
  gauge('everruns_worker_connected', 'Whether the control plane answers this worker', () =>
    Number(state.isConnected()),
  );
  gauge('everruns_worker_polling', 'Whether this worker asks Temporal for tasks and is answered', async () =>
    Number(await state.isPolling()),
  );
  gauge('everruns_worker_draining', 'Whether this worker was told to stop', () => Number(state.isDraining));
  showTasks(registry, state);
  showModelCalls(registry, state);
  return registry;
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
