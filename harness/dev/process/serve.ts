import { parseConfig, startControlPlane } from '@everruns/control-plane';
import { createLocalExecutor } from '@everruns/worker/local-executor';
import { openModelProbe } from '@everruns/worker/model-probe';
import { createLogger } from '@everruns/log';
import { createTestTools, TEST_CATALOG } from '../test-tools.ts';
import { closeOnSignal, reportReady } from './ready.ts';

/** A control plane replica with the harness's tools; with RUNNER=local it also runs turns. */
const { SIMULATOR_URL = '', INLINE_WAIT_MS = '60000', HEARTBEAT_TIMEOUT_MS, SOCKET_TIMES_MS, ...env } = process.env;
const config = parseConfig(env);
// Recovery on Temporal takes this long, which is 15 s in the product.
if (config.temporal !== null && HEARTBEAT_TIMEOUT_MS !== undefined)
  Object.assign(config.temporal, { heartbeatTimeoutMs: Number(HEARTBEAT_TIMEOUT_MS) });
/** How often sockets are asked for a sign of life, and how long it may take, with a comma between. */
const [heartbeatMs, pongMs] = SOCKET_TIMES_MS?.split(',').map(Number) ?? [];
const log = createLogger({ level: config.logLevel });
const calls = { running: 0, waiting: 0 };
const controlPlane = await startControlPlane({
  config,
  log,
  capabilities: TEST_CATALOG,
  probeModel: openModelProbe({ log }),
  modelCalls: calls,
  ...(heartbeatMs !== undefined && pongMs !== undefined && { socketTimes: { heartbeatMs, pongMs } }),
  createExecutor: (service, { offload, clock }) =>
    createLocalExecutor({
      service,
      offload,
      clock,
      log,
      modelLimits: config.modelLimits,
      stdioPrograms: config.stdioPrograms,
      egress: { allowCidrs: config.egressAllowCidrs, allowedOrigins: [SIMULATOR_URL] },
      tools: createTestTools(SIMULATOR_URL),
      inlineWaitMs: Number(INLINE_WAIT_MS),
      calls,
    }),
});
closeOnSignal(() => controlPlane.close(5_000));
reportReady({ httpUrl: controlPlane.httpUrl, grpcAddr: controlPlane.grpcAddr });
