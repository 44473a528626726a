import type { EphemeralDraft } from '@everruns/schemas';

/** Takes the frames of one attempt. It never throws and never waits: frames may be lost, and the commit carries the whole. */
export interface EventEmitter {
  emit(draft: EphemeralDraft): void;
}
