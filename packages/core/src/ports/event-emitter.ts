import type { EphemeralDraft } from '@everruns/schemas';

/** Takes the frames of one atom attempt. Never throws and never waits: a frame is a preview, the commit carries the truth. */
export interface EventEmitter {
  emit(draft: EphemeralDraft): void;
}
