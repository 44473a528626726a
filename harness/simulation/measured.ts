import type { TurnCosts } from './simulate-turns.ts';

/** What `pnpm bench turns-per-core append storage` gave on the machine that `apps/docs/benchmarks.md` names. */
export const MEASURED = {
  at: '2026-11-21',
  cores: 2,
  /** One-tool turns of a 50 ms model, C=64, one process. */
  turnsPerSecond: 195,
  lanes: 64,
  modelMs: 50,
  costs: { commits: 5, serverCpuMs: 3.6, postgresCpuMs: 2.45, flushMs: 1.2 } satisfies TurnCosts,
  /** The load generator's own, which shares the cores. */
  loadCpuMs: 2.4,
} as const;
