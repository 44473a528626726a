import type { EventDraft } from '@everruns/schemas';

/** A step of a tool call, as it is recorded. */
export interface RecordedStep {
  /** Unique within the call. */
  name: string;
  /** JSON text. Null: the intent of a step that happens at most once, before its effect. */
  result_json: string | null;
}

/** The durable steps of one tool call. */
export interface StepStore {
  /** What earlier runs of the call have recorded. */
  list(): Promise<RecordedStep[]>;
  /**
   * Resolves once the step cannot be lost, together with the generations that it has paid for. Throws `fenced`, `payload_too_large`,
   * `conflict`, and `limit_reached` where the turn has used up what it may cost: the step is recorded even then.
   */
  record(step: RecordedStep, paid?: readonly EventDraft[]): Promise<void>;
}
