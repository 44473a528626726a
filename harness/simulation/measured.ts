import type { TurnCosts } from './simulate-turns.ts';

/**
 * The results of `pnpm bench turns-per-core` on the machine of `apps/docs/benchmarks.md`, when a turn had five commits; a
 * flush is the mean of 300 `fdatasync`s of 8 KiB.
 */
export const MEASURED = {
  at: '2026-11-21',
  cores: 2,
  /** Turns with one tool call and a 50 ms model, C=64, one process. */
  turnsPerSecond: 195,
  lanes: 64,
  modelMs: 50,
  costs: { commits: 5, serverCpuMs: 3.4, postgresCpuMs: 2.65, flushMs: 0.8 } satisfies TurnCosts,
  /** The CPU time of the load generator, which shares the cores. It is an estimate and the only free parameter. */
  loadCpuMs: 2.4,
} as const;
