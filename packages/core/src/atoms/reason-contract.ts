import type { AtomRef, EventDraft, ToolCall, Usage } from '@everruns/schemas';
import type { ProviderError } from '../llm/provider-error.ts';
import type { AtomContext } from './atom-context.ts';

export interface ReasonInput {
  atom: AtomRef;
  context: AtomContext;
  attempt: number;
  /** Calls with unreadable arguments that were answered earlier in this turn. */
  malformed_calls: number;
}

/** What to commit, or the failure. An answer without calls is final. An aborted signal is an error of class `canceled`. */
export type ReasonResult =
  | {
      kind: 'completed';
      events: EventDraft[];
      calls: ToolCall[];
      usage: Usage;
      /** The answer is recorded, and the turn fails all the same. */
      failure?: { code: 'output_invalid' | 'loop_detected'; message: string };
    }
  | {
      kind: 'failed';
      error: ProviderError;
      /** `llm.generation` events of answers that were paid before the failure. */
      paid?: EventDraft[];
    };
