import { createGrpcWorkerService, type SegmentJob } from '@everruns/internal-protocol';
import { createLocalExecutor } from '@everruns/worker/local-executor';
import { createLogger } from '@everruns/log';
import { createBenchTools } from './bench-tools.ts';

/** Runs segments against a control plane in another process, with GetTurnContext, EmitEventStream and CommitAtom. */
const { MODEL_URL } = process.env;
const log = createLogger({ level: 'warn' });
const service = createGrpcWorkerService({
  address: process.env['GRPC_ADDRESS'] ?? '',
  token: process.env['WORKER_GRPC_TOKEN'] ?? '',
  log,
});
const executor = createLocalExecutor({
  service,
  log,
  egress: { allowCidrs: [], allowedOrigins: MODEL_URL === undefined ? [] : [MODEL_URL] },
  tools: createBenchTools(),
});
const forever = new AbortController();
process.on('message', (job: SegmentJob) => {
  executor.run(job, forever.signal).catch((error: unknown) => log.error({ err: error }, 'segment ended badly'));
});
process.once('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' });
