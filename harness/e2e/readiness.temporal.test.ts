import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { findFreePorts } from '../dev/free-ports.ts';
import { startStack, type Stack } from '../dev/stack.ts';

const [port] = await findFreePorts(1);
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    runner: 'temporal',
    envOf: (name): Record<string, string> => (name === 'worker-0' ? { WORKER_HTTP_ADDR: `127.0.0.1:${port}` } : {}),
  });
});
afterAll(() => stack[Symbol.asyncDispose]());

/** Returns the status of the answer, and what is lost. */
async function ready(): Promise<[status: number, lost: string[]]> {
  const answer = await new ApiClient(stack.urls).fetch('GET', '/health/ready');
  const { dependencies } = (await answer.json()) as { dependencies?: { name: string; status: string }[] };
  return [answer.status, (dependencies ?? []).filter(({ status }) => status === 'lost').map(({ name }) => name)];
}
const becomes = (status: number, lost: string[]) => expect.poll(ready, { timeout: 30_000 }).toEqual([status, lost]);

it('a replica without workers or without Temporal says so and still serves; without PostgreSQL it does not', async () => {
  const [worker] = stack.workers;
  await becomes(200, []);
  await worker?.kill();
  await becomes(200, ['workers']);
  const api = new ApiClient(stack.urls);
  const session = await api.createSession();
  const { turn } = await api.post(session.id, 'waits for a worker');
  await worker?.start();
  await becomes(200, []);
  await expect.poll(async () => (await api.turn(session.id, turn.id)).status, { timeout: 30_000 }).toBe('completed');
  await stack.temporal?.kill();
  await becomes(200, ['temporal']);
  expect((await api.post(session.id, 'waits for Temporal')).turn.status).not.toBe('failed');
  await stack.temporal?.restart();
  await becomes(200, []);
  await stack.postgres.kill();
  await becomes(503, []);
  await stack.postgres.restart();
  await becomes(200, []);
  expect(stack.controlPlanes[0]?.output()).toMatch(/"dependency":"temporal".*"A dependency was lost\."/);
});

it('a worker says whether it takes tasks, and serves its metrics', async () => {
  const api = new ApiClient(stack.urls);
  const session = await api.createSession();
  await becomes(200, []);
  const worker = `http://127.0.0.1:${port}`;
  const said = async (): Promise<unknown> => (await fetch(`${worker}/health/ready`)).json();
  await expect.poll(said, { timeout: 30_000 }).toMatchObject({ status: 'ok', temporal: 'polling' });
  expect((await api.post(session.id, 'hello', { wait: 30 })).turn.status).toBe('completed');
  const metrics = await (await fetch(`${worker}/metrics`)).text();
  expect(metrics).toMatch(/^everruns_worker_tasks_total{task="reason",outcome="completed"} [1-9]/m);
  await stack.temporal?.kill();
  await expect
    .poll(said, { timeout: 60_000 })
    .toMatchObject({ status: 'unavailable', control_plane: 'connected', temporal: 'away' });
  await stack.temporal?.restart();
  await expect.poll(said, { timeout: 60_000 }).toMatchObject({ status: 'ok' });
});
