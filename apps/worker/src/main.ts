import { once } from 'node:events';
import { pino } from 'pino';
import { parseWorkerEnv } from './config/env.ts';
import { openWorker } from './open-worker.ts';

export { openWorker, type RunningWorker } from './open-worker.ts';

/** Runs a Temporal worker until SIGTERM or SIGINT, then drains it. A second signal ends the process at once. */
export async function startWorker(env: Record<string, string | undefined>): Promise<void> {
  const config = parseWorkerEnv(env);
  const log = pino({ level: config.LOG_LEVEL });
  const signaled = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const worker = await openWorker(config, log);
  await signaled;
  log.info({}, 'draining');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(130));
  await worker.close();
}
