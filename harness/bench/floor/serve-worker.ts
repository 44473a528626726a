import { once } from 'node:events';
import { fork } from 'node:child_process';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { FloorStore } from './floor-turn.ts';
import { WORK, type FromWorker, type ServerCall } from './worker-channel.ts';

const WORKER = new URL('../process/floor-worker.ts', import.meta.url);

/**
 * Starts a worker process and returns the function that hands it sessions. The worker requests everything else over its
 * one stream.
 */
export async function openRemoteRunner(store: FloorStore): Promise<(sessionId: string) => void> {
  const { promise: connected, resolve: onConnected } = Promise.withResolvers<ServerCall>();
  const server = new Server();
  server.addService(
    { work: WORK },
    {
      work: (call: ServerCall) => {
        call.on('data', (frame: FromWorker) => void answer(store, call, frame));
        call.on('error', (error) => console.error(error));
        onConnected(call);
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const worker = fork(WORKER, { env: { ...process.env, FLOOR_ADDRESS: `127.0.0.1:${port}` }, stdio: 'inherit' });
  process.once('exit', () => worker.kill('SIGKILL'));
  const call = await Promise.race([
    connected,
    once(worker, 'exit').then(() => Promise.reject(new Error('the floor worker ended'))),
  ]);
  return (sessionId) => void call.write({ kind: 'run', session_id: sessionId });
}

async function answer(store: FloorStore, call: ServerCall, frame: FromWorker): Promise<void> {
  if (frame.kind === 'delta') return store.pushDelta(frame.session_id, frame.data);
  try {
    if (frame.kind === 'read') {
      const messages = await store.readContext(frame.session_id);
      call.write({ kind: 'answer', id: frame.id, messages });
    } else {
      await store.append(frame.session_id, frame.events);
      call.write({ kind: 'answer', id: frame.id });
    }
  } catch (error) {
    call.write({ kind: 'answer', id: frame.id, error: String(error) });
  }
}
