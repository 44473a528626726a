import { expect, it } from 'vitest';
import { boundRefusals } from './bound-refusals.ts';

const answer = (body: string, status: number) =>
  boundRefusals(async () => new Response(body, { status }))('http://a.example');

it('an error passes as it is while it is short and simple, and an answer always', async () => {
  const error = await answer('{"error":{"message":"no"}}', 400);
  expect([error.status, await error.json()]).toEqual([400, { error: { message: 'no' } }]);
  expect(await (await answer('['.repeat(5_000), 200)).text()).toHaveLength(5_000);
});

it('an error that is nested too deeply is its beginning, and of a long one the rest is not read', async () => {
  const nested = await answer(`{"error":${'['.repeat(5_000)}`, 400);
  expect(await nested.text()).toBe(`{"error":${'['.repeat(5_000)}`.slice(0, 2_000));
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x78));
    },
  });
  const long = await boundRefusals(async () => new Response(endless, { status: 500 }))('http://a.example');
  expect((await long.text()).length).toBeLessThan(512 * 1024);
  expect(pulled).toBeLessThan(10);
});
