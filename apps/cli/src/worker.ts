import { startWorker } from '@everruns/worker';
import type { Environment } from './config/env.ts';
import { waitForStop } from './wait-for-stop.ts';

/** Runs one Temporal worker until it is told to stop. Throws when the control plane refuses it. */
export async function worker(env: Environment): Promise<void> {
  const stopped = waitForStop();
  const started = await startWorker(env);
  const refusal = await Promise.race([stopped.then(() => null), started.refused]);
  await started.close();
  if (refusal !== null) throw refusal;
}
