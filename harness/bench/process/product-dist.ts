import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { parseConfig, startControlPlane } from '@everruns/control-plane';
import { omitUndefined } from '@everruns/kernel';
import { createLogger } from '@everruns/log';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import { BENCH_CATALOG } from './bench-tools.ts';

const WORKER = new URL('product-worker.ts', import.meta.url);

/** The control plane, whose segments run in other processes that do everything over gRPC. Only the job is sent by IPC. */
const { BENCH_WORKERS = '1', MODEL_URL, ...env } = process.env;
const config = parseConfig(env);
const log = createLogger({ level: 'warn' });
const workers: ChildProcess[] = [];
let segments = 0;

const runner: NonNullable<Parameters<typeof startControlPlane>[0]['runner']> = {
  name: 'temporal',
  async start(segment) {
    const worker = workers[segments % workers.length];
    if (worker === undefined) return 'busy';
    segments += 1;
    worker.send(segment);
    return 'delivered';
  },
  stop: async () => {},
  reconcile: async () => [],
  close: async () => workers.forEach((worker) => worker.kill('SIGKILL')),
};

const controlPlane = await startControlPlane({ config, log, runner, capabilities: BENCH_CATALOG });
for (let nth = 0; nth < Number(BENCH_WORKERS); nth += 1) {
  const forked = fork(WORKER, {
    env: { ...env, ...omitUndefined({ MODEL_URL }), GRPC_ADDRESS: controlPlane.grpcAddr },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  process.once('exit', () => forked.kill('SIGKILL'));
  await once(forked, 'message');
  workers.push(forked);
}
closeOnSignal(() => controlPlane.close(1_000));
reportReady({ httpUrl: controlPlane.httpUrl, grpcAddr: controlPlane.grpcAddr });
