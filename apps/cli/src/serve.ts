import { migrate, parseConfig } from '@everruns/control-plane';
import { createLogger } from '@everruns/log';
import type { Environment } from './config/env.ts';
import { openGivenDatabase } from './dev/open-database.ts';
import { describeModels } from './providers/describe-models.ts';
import { startPlatform } from './start-platform.ts';
import { waitForStop } from './wait-for-stop.ts';

/** Runs one replica of the control plane for production. All settings come from the environment, and nothing is generated. */
export async function serve(env: Environment): Promise<void> {
  const stopped = waitForStop();
  const config = parseConfig(env);
  const log = createLogger({ level: config.logLevel });
  await openGivenDatabase(config.databaseUrl);
  if (config.migrate !== 'off') {
    const onNewer = (names: string[]) => log.warn({ migrations: names }, 'The schema is that of a newer release.');
    await migrate({ url: config.databaseDirectUrl, only: config.migrate, onNewer });
  }
  const platform = await startPlatform({ config, log });
  log.info({ http_url: platform.httpUrl, grpc_addr: platform.grpcAddr, runner: config.runner }, 'serving');
  const [model, ...keys] = describeModels(platform.models);
  const level = platform.models.default.kind === 'real' ? 'info' : 'warn';
  log[level]({ model, keys }, `default model: ${model}`);
  log.info({ signal: await stopped }, 'draining');
  await platform.leave();
  await platform.close();
}
