import type { EventDraft } from '@everruns/schemas';
import type { SourceLog } from '../ports/source-log.ts';
import type { RecordedStep, StepStore } from '../ports/step-store.ts';

/** The steps of one call. Give the same store to another run of the call, and it goes on from them. */
export class InMemorySteps implements StepStore {
  readonly recorded = new Map<string, RecordedStep>();
  /** The generations that came with steps. */
  readonly paid: EventDraft[] = [];

  async list(): Promise<RecordedStep[]> {
    return [...this.recorded.values()];
  }

  async record(step: RecordedStep, paid: readonly EventDraft[] = []): Promise<void> {
    this.recorded.set(step.name, step);
    this.paid.push(...paid);
  }
}

/** The sources of one session, which know an address as soon as it is added. */
export class InMemorySources implements SourceLog {
  readonly urls = new Set<string>();

  add(url: string): void {
    this.urls.add(url);
  }

  async has(url: string): Promise<boolean> {
    return this.urls.has(url);
  }
}
