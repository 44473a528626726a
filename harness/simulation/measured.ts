import type { TurnCosts } from './simulate-turns.ts';

/**
 * What `pnpm bench turns-per-core` gave on the machine of `apps/docs/benchmarks.md`, when a turn had five commits; a flush is the mean of
 * 300 `fdatasync`s of 8 KiB.
 */
export const MEASURED = {
  at: '2026-11-21',
  cores: 2,
  /** One-tool turns of a 50 ms model, C=64, one process. */
  turnsPerSecond: 195,
  lanes: 64,
  modelMs: 50,
  costs: { commits: 5, serverCpuMs: 3.4, postgresCpuMs: 2.65, flushMs: 0.8 } satisfies TurnCosts,
  /** Of the load generator, which shares the cores: estimated, the one free parameter. */
  loadCpuMs: 2.4,
} as const;
