import { startHousekeeping } from './housekeeping.ts';
import { MessageIndexer } from './search/message-indexer.ts';
import type { Services } from './services.ts';
import { JobWorker, type JobWorkerDeps } from './session-jobs/job-worker.ts';

export interface BackgroundWorkOptions extends JobWorkerDeps {
  messageIndexDelayMs?: number | undefined;
}

/** Starts what a process does beside its requests and turns. It ends when this is disposed of. */
export function startBackgroundWork(
  services: Services,
  { log, metrics, messageIndexDelayMs: delayMs }: BackgroundWorkOptions,
): AsyncDisposable {
  const { db, hub, clock } = services;
  const work = new AsyncDisposableStack();
  work.use(startHousekeeping({ services, log }));
  work.use(new MessageIndexer({ db, hub, clock, log, delayMs }).start());
  work.use(new JobWorker(services, { log, metrics }));
  return work;
}
