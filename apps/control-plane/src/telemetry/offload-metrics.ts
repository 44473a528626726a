import type { OffloadObserver, OffloadStats } from '@everruns/offload';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** The metrics of the threads, by job. The names of jobs are a closed set. */
export function createOffloadMetrics(registry: Registry, readStats: () => OffloadStats): OffloadObserver {
  const registers = [registry];
  const seconds = new Histogram({
    name: 'everruns_offload_job_seconds',
    help: 'Duration of jobs in threads, by outcome. Killed jobs had used up their time or memory',
    labelNames: ['job', 'outcome'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const rejected = new Counter({
    name: 'everruns_offload_rejected_total',
    help: 'Jobs that were refused: too large, or beyond the share of their organization',
    labelNames: ['job', 'reason'],
    registers,
  });
  const jobs = new Gauge({
    name: 'everruns_offload_jobs',
    help: 'Running jobs, waiting jobs, and threads',
    labelNames: ['state'],
    registers,
    collect() {
      const { threads, running, waiting } = readStats();
      jobs.set({ state: 'running' }, running);
      jobs.set({ state: 'waiting' }, waiting);
      jobs.set({ state: 'thread' }, threads);
    },
  });
  return {
    onEnded: (job, outcome, took) => seconds.observe({ job, outcome }, took),
    onRejected: (job, reason) => rejected.inc({ job, reason }),
  };
}
