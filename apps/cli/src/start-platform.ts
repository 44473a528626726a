import { type Config, type ControlPlane, startControlPlane } from '@everruns/control-plane';
import { createLocalExecutor } from '@everruns/worker/local-executor';
import { openModelProbe } from '@everruns/worker/model-probe';
import type { Logger } from 'pino';
import { releaseStartMemory } from './release-start-memory.ts';

export interface PlatformOptions {
  config: Config;
  log: Logger;
  /** The database was started for this process alone. */
  ownsDatabase?: boolean;
}

/**
 * Starts the control plane and, with the local runner, the executor in one process. This is the only module that imports both.
 */
export async function startPlatform({ config, log, ownsDatabase = false }: PlatformOptions): Promise<ControlPlane> {
  const egress = { allowCidrs: config.egressAllowCidrs, allowedOrigins: listProviderOrigins(config) };
  const { modelLimits, stdioPrograms } = config;
  const calls = { running: 0, waiting: 0 };
  const controlPlane = await startControlPlane({
    config,
    log,
    ownsDatabase,
    modelCalls: calls,
    probeModel: openModelProbe({ log, modelLimits }),
    createExecutor: (service, { offload, clock }) =>
      createLocalExecutor({ service, egress, offload, clock, log, modelLimits, calls, stdioPrograms }),
  });
  releaseStartMemory();
  return controlPlane;
}

/** The operator configured these addresses, so they may be private: a proxy or a model on this machine. */
function listProviderOrigins({ providers }: Config): string[] {
  const baseUrls = Object.values(providers).flatMap(({ baseUrl }) => baseUrl ?? []);
  return baseUrls.map((url) => new URL(url).origin);
}
