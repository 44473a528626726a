import type { EphemeralDraft } from '@everruns/schemas';

/**
 * Takes the frames of one attempt. It never throws and never waits. Frames may be lost, because the commit contains the whole.
 */
export interface EventEmitter {
  emit(draft: EphemeralDraft): void;
}
