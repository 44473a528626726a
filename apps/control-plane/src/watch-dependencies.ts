import type { DatabaseClock } from '@everruns/kernel';
import type { Limiters } from './auth/limiter-store.ts';
import type { Poller, TurnEngine } from './engine/index.ts';
import type { ConnectedWorkers } from './grpc/server.ts';
import { toState, type DependencyState, type Dependencies } from './services/dependencies.ts';

/** A worker asks Temporal for tasks with questions of up to a minute, so one that was seen longer ago is gone. */
const SEEN_MS = 75_000;

const TEMPORAL_LOST =
  'Temporal cannot be reached: turns are recorded, and run when it is back. Look at TEMPORAL_ADDRESS.';
const NO_WORKERS = 'No worker is connected: turns are recorded, and run when one is. Start `everruns worker`.';
const REDIS_LOST = 'Redis cannot be reached: each replica counts rate limits by itself until it is back.';

interface Watched {
  engine: Pick<TurnEngine, 'listPollers'>;
  workers: ConnectedWorkers;
  limiters: Pick<Limiters, 'isReachable'>;
  clock: Pick<DatabaseClock, 'now' | 'monotonic'>;
}

/** Watches what this process needs beside the database, as far as its settings have it. */
export function watchDependencies(dependencies: Dependencies, { engine, workers, limiters, clock }: Watched): void {
  const { listPollers } = engine;
  if (listPollers !== undefined) {
    const ask = () => askTemporal(listPollers, workers, clock);
    dependencies.watch(ask);
    // The first question makes the namespace, for which workers wait, also where nobody asks for readiness and no message comes.
    void ask();
  }
  const { isReachable } = limiters;
  if (isReachable !== undefined) dependencies.watch(async () => [toState('redis', isReachable() ? null : REDIS_LOST)]);
}

/** Workers may be connected to other replicas only: then Temporal knows them. */
async function askTemporal(
  listPollers: () => Promise<Poller[]>,
  workers: ConnectedWorkers,
  clock: Watched['clock'],
): Promise<DependencyState[]> {
  try {
    const pollers = await listPollers();
    const isThere = workers.count() > 0 || pollers.some((poller) => isPolling(poller, workers, clock));
    return [toState('temporal', null), toState('workers', isThere ? null : NO_WORKERS)];
  } catch {
    return [toState('temporal', TEMPORAL_LOST), toState('workers', workers.count() > 0 ? null : NO_WORKERS)];
  }
}

/** Temporal lists a worker for minutes after its end, so one that has left this replica counts again only after a while. */
function isPolling({ name, seenAtMs }: Poller, workers: ConnectedWorkers, clock: Watched['clock']): boolean {
  const leftAtMs = workers.leftAtMs(name);
  const hasLeft = leftAtMs !== null && clock.monotonic() - leftAtMs < SEEN_MS;
  return !hasLeft && clock.now() - seenAtMs < SEEN_MS;
}
