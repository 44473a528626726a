import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { assertPortFree } from './assert-port-free.ts';

it('a busy port is one sentence that names the process and the setting', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const busy = assertPortFree({ host: '127.0.0.1', port, setting: 'HTTP_ADDR' });
  await expect(busy).rejects.toThrow(
    new RegExp(
      `^Port ${port} on 127\\.0\\.0\\.1 is taken by node.* \\(process ${process.pid}\\): stop it, or choose another with HTTP_ADDR\\.$`,
    ),
  );
  server.close();
  await once(server, 'close');
  await assertPortFree({ host: '127.0.0.1', port, setting: 'HTTP_ADDR' });
});

it('an address that this machine does not have names the setting', async () => {
  const wrong = assertPortFree({ host: '203.0.113.7', port: 9000, setting: 'HTTP_ADDR' });
  await expect(wrong).rejects.toThrow('This machine has no address 203.0.113.7: choose another with HTTP_ADDR.');
});
