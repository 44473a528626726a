import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startStack, type Stack } from '../dev/stack.ts';

let stack: Stack;
beforeAll(async () => {
  const env = { SHUTDOWN_NOTICE_SECONDS: '600', RUNNER: 'local' };
  stack = await startStack({ runner: 'local', programs: 'product', controlPlanes: 2, env });
});
afterAll(() => stack[Symbol.asyncDispose]());

interface Asked {
  status: number | undefined;
  connection: string | undefined;
}

/** Asks over a connection of its own that would be kept. */
function ask(replica: number, path: string): Promise<Asked> {
  const { promise, resolve, reject } = Promise.withResolvers<Asked>();
  const sent = request(`${stack.urls[replica]}${path}`, { agent: false, headers: { connection: 'keep-alive' } });
  sent.on('error', reject).on('response', (answer) => {
    answer.resume().on('end', () => sent.destroy());
    resolve({ status: answer.statusCode, connection: answer.headers.connection });
  });
  sent.end();
  return promise;
}

it('`everruns serve` that is told to stop answers until the balancer that asks for its readiness knows', async () => {
  const balancer = () => ask(0, '/health/ready');
  expect([await balancer(), await balancer()]).toMatchObject([{ status: 200 }, { status: 200 }]);
  const gone = stack.controlPlanes[0]?.kill('SIGTERM');
  await expect.poll(balancer, { timeout: 20_000 }).toMatchObject({ status: 503 });
  expect(await ask(0, '/v1/agents')).toEqual({ status: 200, connection: 'close' });
  expect(await balancer()).toMatchObject({ status: 503 });
  await gone;
  expect(stack.controlPlanes[0]?.takeCrashes()).toEqual([]);
  await expect(ask(0, '/v1/agents')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('one that no balancer asks stops without waiting for one', async () => {
  expect((await ask(1, '/v1/agents')).status).toBe(200);
  await stack.controlPlanes[1]?.kill('SIGTERM');
  await expect(ask(1, '/v1/agents')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
