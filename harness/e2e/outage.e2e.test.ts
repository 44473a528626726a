import { Problem } from '@everruns/schemas';
import { afterAll, expect, it } from 'vitest';
import { listOperations, loadDocument, type Operation } from './operations.ts';
import { RawClient } from './raw-client.ts';
import { useStack } from './shared-stack.ts';
import { createWorld } from './world.ts';

const shared = useStack();
let client: RawClient | null = null;
afterAll(() => client?.[Symbol.asyncDispose]());

it('while PostgreSQL is away a read is a 503 with a problem document, and all is well when it is back', async () => {
  const { api, running } = shared;
  const world = await createWorld(api);
  const reads = listOperations(await loadDocument(api)).filter(
    ({ method, path, operationId }) =>
      method === 'GET' && path.startsWith('/v1/sessions') && !path.endsWith('/sse') && !operationId.endsWith('_nested'),
  );
  expect(reads.length).toBeGreaterThan(7);
  const raw = new RawClient(running.urls[0] ?? '');
  client = raw;
  await running.postgres.kill();
  const ask = async (operation: Operation) => {
    const answer = await raw.send({ method: 'GET', path: operation.fill(world) });
    expect([operation.operationId, answer.status]).toEqual([operation.operationId, 503]);
    expect(Problem.strict().parse(JSON.parse(answer.text)).code).toBe('unavailable');
    expect(answer.text).not.toMatch(/ECONN|postgres/i);
  };
  await Promise.all(reads.map(ask));
  await running.postgres.restart();
  await expect.poll(async () => (await api.fetch('GET', `/v1/sessions/${world.session_id}`)).status).toBe(200);
});
