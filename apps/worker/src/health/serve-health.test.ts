import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { serveHealth } from './serve-health.ts';
import { countTasks, createWorkerState } from './worker-state.ts';

const connection = { isConnected: true, isPolling: true };
const state = createWorkerState({
  isConnected: () => connection.isConnected,
  isPolling: async () => connection.isPolling,
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('says whether the worker takes tasks, and counts what it did', async () => {
  const address = { host: '127.0.0.1', port: await findFreePort() };
  await using _served = await serveHealth({ state, address, makeRequestId: () => 'r' });
  const ask = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${address.port}${path}`, init);
  const ready = async () => {
    const response = await ask('/health/ready');
    return [response.status, await response.json()];
  };
  expect(await ready()).toEqual([
    200,
    { status: 'ok', control_plane: 'connected', temporal: 'polling', draining: false },
  ]);
  connection.isPolling = false;
  expect(await ready()).toMatchObject([503, { status: 'unavailable', temporal: 'away' }]);
  expect((await ask('/health')).status).toBe(200);
  connection.isPolling = true;
  connection.isConnected = false;
  expect(await ready()).toMatchObject([503, { control_plane: 'away' }]);
  connection.isConnected = true;
  state.isDraining = true;
  expect(await ready()).toMatchObject([503, { draining: true }]);
  expect((await ask('/health/live')).status).toBe(200);
  expect((await ask('/nowhere')).status).toBe(404);
  expect((await ask('/health', { method: 'POST' })).status).toBe(405);

  const hanging = Promise.withResolvers<never>();
  const never = () => hanging.promise;
  const fails = () => Promise.reject(new Error('no'));
  const activities = countTasks({ reason: never, act: fails, waitForCalls: fails, endSegment: fails }, state);
  const running = activities.reason({} as never);
  await expect(activities.act({} as never)).rejects.toThrow('no');
  const pools = { threads: { threads: 3, running: 1, waiting: 0 }, programs: { processes: 2, running: 1, waiting: 2 } };
  state.readPools = () => pools;
  const lines = (await (await ask('/metrics')).text()).split('\n');
  for (const line of [
    'everruns_worker_tasks{task="reason"} 1',
    'everruns_worker_tasks_total{task="act",outcome="failed"} 1',
    'everruns_worker_connected 1',
    'everruns_offload_jobs{state="thread"} 3',
    'everruns_sandbox_programs{state="waiting"} 2',
    'everruns_worker_polling 1',
    'everruns_worker_draining 1',
    'everruns_model_calls{state="running"} 0',
  ])
    expect(lines).toContain(line);
  hanging.reject(new Error('over'));
  await expect(running).rejects.toThrow('over');
});

it('refuses an address that is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = { host: '127.0.0.1', port: (taken.address() as AddressInfo).port };
  await expect(serveHealth({ state, address, makeRequestId: () => 'r' })).rejects.toThrow('EADDRINUSE');
  taken.close();
});
