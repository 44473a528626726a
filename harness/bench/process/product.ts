import { parseConfig, startControlPlane } from '@everruns/control-plane';
import { createLocalExecutor } from '@everruns/worker/local-executor';
import { createLogger } from '@everruns/log';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import { BENCH_CATALOG, createBenchTools } from './bench-tools.ts';

/** The control plane with the local runner, composed as by `npm start`, and a tool that takes time. */
const { MODEL_URL, ...env } = process.env;
const config = parseConfig(env);
const log = createLogger({ level: 'warn' });
const controlPlane = await startControlPlane({
  config,
  log,
  capabilities: BENCH_CATALOG,
  createExecutor: (service) =>
    createLocalExecutor({
      service,
      log,
      egress: { allowCidrs: [], allowedOrigins: MODEL_URL === undefined ? [] : [MODEL_URL] },
      tools: createBenchTools(),
    }),
});
closeOnSignal(() => controlPlane.close(1_000));
reportReady({ httpUrl: controlPlane.httpUrl, grpcAddr: controlPlane.grpcAddr });
