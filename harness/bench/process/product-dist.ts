import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { parseConfig, startControlPlane, type StartControlPlaneOptions } from '@everruns/control-plane';
import { pino } from 'pino';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';

const WORKER = new URL('product-worker.ts', import.meta.url);

/** The control plane with its segments run in another process, which does everything over gRPC. Only the job travels by IPC. */
const config = parseConfig(process.env);
const log = pino({ level: 'warn' });
let worker: ChildProcess | null = null;

const runner: NonNullable<StartControlPlaneOptions['runner']> = {
  name: 'temporal',
  async start(segment) {
    if (worker === null) return 'busy';
    worker.send(segment);
    return 'delivered';
  },
  stop: async () => {},
  reconcile: async () => [],
  close: async () => void worker?.kill('SIGKILL'),
};

const controlPlane = await startControlPlane({ config, log, runner });
const env = { ...process.env, GRPC_ADDRESS: controlPlane.grpcAddr };
const forked = fork(WORKER, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
process.once('exit', () => forked.kill('SIGKILL'));
await once(forked, 'message');
worker = forked;
closeOnSignal(() => controlPlane.close(1_000));
reportReady({ httpUrl: controlPlane.httpUrl, grpcAddr: controlPlane.grpcAddr });
