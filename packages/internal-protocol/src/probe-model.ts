import type { Clock } from '@everruns/kernel';
import type { LlmModelCheck, ResolvedModel } from '@everruns/schemas';

export interface ProbeOptions {
  /** The model is said to read pictures. */
  withPicture: boolean;
  /** The caller's egress. */
  openFetch(policy: { purpose: 'provider'; allowPrivateAddress?: boolean }): typeof globalThis.fetch;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Asks a model for some answers of at most 64 tokens, and says what it can do. The control plane may not know the drivers, so whoever
 * composes it with them brings this. Rejects only when `signal` aborts.
 */
export type ProbeModel = (model: ResolvedModel, options: ProbeOptions) => Promise<LlmModelCheck>;
