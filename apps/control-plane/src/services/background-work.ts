import type { Database } from '../db/database.ts';
import type { TurnEngine } from '../engine/index.ts';
import { startHousekeeping } from './housekeeping.ts';
import { MessageIndexer } from './search/message-indexer.ts';
import type { Services } from './services.ts';
import { JobWorker, type JobWorkerDeps } from './session-jobs/job-worker.ts';

interface BackgroundWork extends JobWorkerDeps, Pick<TurnEngine, 'watchJobs'> {
  /** See `OpenDatabase`. */
  forAll: Database;
  messageIndexDelayMs?: number | undefined;
}

/** Starts what a process does beside its requests and turns. It ends when this is disposed of. */
export function startBackgroundWork(
  services: Services,
  { forAll, log, metrics, messageIndexDelayMs: delayMs, watchJobs }: BackgroundWork,
): AsyncDisposable {
  const { db, hub, clock } = services;
  const work = new AsyncDisposableStack();
  work.use(startHousekeeping({ services: { ...services, db: forAll }, accounts: db, log }));
  work.use(new MessageIndexer({ db: forAll, hub, clock, log, delayMs }).start());
  const jobs = work.use(new JobWorker(services, { log, metrics }));
  watchJobs((due) => jobs.take(due));
  return work;
}
