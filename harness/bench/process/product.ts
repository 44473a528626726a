import { parseConfig, startControlPlane } from '@everruns/control-plane';
import { createLocalExecutor } from '@everruns/worker/local-executor';
import { pino } from 'pino';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';

/** The control plane with the local runner, as `npm start` composes it. */
const config = parseConfig(process.env);
const log = pino({ level: 'warn' });
const controlPlane = await startControlPlane({
  config,
  log,
  createExecutor: (service) => createLocalExecutor({ service, log, egress: { allowCidrs: [], allowedOrigins: [] } }),
});
closeOnSignal(() => controlPlane.close(1_000));
reportReady({ httpUrl: controlPlane.httpUrl, grpcAddr: controlPlane.grpcAddr });
