import type { Clock } from '@everruns/kernel';
import type { LlmModelCheck, ResolvedModel } from '@everruns/schemas';

export interface ProbeOptions {
  /** Whether the model is supposed to read pictures. */
  withPicture: boolean;
  /** The caller's egress. */
  openFetch(policy: { purpose: 'provider'; allowPrivateAddress?: boolean }): typeof globalThis.fetch;
  clock: Clock;
  signal: AbortSignal;
}

/**
 * Asks a model for some answers of at most 64 tokens and returns what it can do. The control plane must not know the
 * drivers, so the program that composes both passes this in. Rejects only when `signal` aborts.
 */
export type ProbeModel = (model: ResolvedModel, options: ProbeOptions) => Promise<LlmModelCheck>;
