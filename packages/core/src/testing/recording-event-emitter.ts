import type { EphemeralDraft } from '@everruns/schemas';
import type { EventEmitter } from '../ports/event-emitter.ts';

export interface RecordingEventEmitter extends EventEmitter {
  readonly drafts: EphemeralDraft[];
}

export function createRecordingEventEmitter(): RecordingEventEmitter {
  const drafts: EphemeralDraft[] = [];
  return { drafts, emit: (draft) => void drafts.push(draft) };
}
