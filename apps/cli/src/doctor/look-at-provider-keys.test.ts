import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lookAtProviderKeys } from './look-at-provider-keys.ts';

let vendor: Server;
let url: string;
beforeAll(async () => {
  vendor = createServer((request, response) => {
    response.writeHead(request.headers.authorization === 'Bearer right' ? 200 : 401).end('{}');
  }).listen(0, '127.0.0.1');
  await once(vendor, 'listening');
  url = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v1`;
});
afterAll(() => vendor.close());

it.each([
  ['sk-right', null],
  [' sk-right\n', null],
  ['"sk-right"', 'quotes'],
  ['sk-ri ght', 'blank'],
  ['sk-ant-right', 'does not look like one of OpenAI'],
  ['AIza', 'does not look like one of OpenAI'],
])('looks at the shape of %j, and shows nothing of it', async (key, problem) => {
  const [finding] = await lookAtProviderKeys({ OPENAI_API_KEY: key }, false);
  expect(finding?.problem).toEqual(problem === null ? null : expect.stringContaining(problem));
  expect(JSON.stringify(finding)).not.toContain(key.trim());
});

it('takes a key of any shape for another server, and asks it only on request', async () => {
  const env = { OPENAI_BASE_URL: url };
  expect(await lookAtProviderKeys({ ...env, OPENAI_API_KEY: 'wrong' }, false)).toMatchObject([{ problem: null }]);
  expect(await lookAtProviderKeys({ ...env, OPENAI_API_KEY: 'wrong' }, true)).toMatchObject([
    { problem: expect.stringContaining('refuses the key (401)') },
  ]);
  expect(await lookAtProviderKeys({ ...env, OPENAI_API_KEY: 'right' }, true)).toMatchObject([
    { problem: null, detail: 'the vendor takes it' },
  ]);
  const away = { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', OPENAI_API_KEY: 'right' };
  expect(await lookAtProviderKeys(away, true)).toMatchObject([
    { problem: expect.stringContaining('cannot be reached') },
  ]);
});
