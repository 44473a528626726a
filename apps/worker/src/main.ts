import { createLogger } from '@everruns/log';
import { judgeNames } from '@everruns/settings';
import { parseWorkerEnv } from './config/env.ts';
import { type RunningWorker, type WorkerOptions, openWorker } from './open-worker.ts';

export type { RunningWorker } from './open-worker.ts';

/**
 * Starts a Temporal worker from its environment. It polls until `close`, which drains it. The caller handles signals. Throws
 * `invalid_request` for settings that are missing or wrong.
 */
export function startWorker(
  env: Record<string, string | undefined>,
  options: Pick<WorkerOptions, 'tools' | 'allowedOrigins' | 'inlineWaitMs'> = {},
): Promise<RunningWorker> {
  const config = parseWorkerEnv(env);
  const log = createLogger({ level: config.LOG_LEVEL });
  for (const warning of judgeNames(env).warnings) log.warn(warning);
  return openWorker({ ...options, config, log });
}
