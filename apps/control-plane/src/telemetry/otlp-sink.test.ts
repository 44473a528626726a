import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@everruns/log';
import { expect, it } from 'vitest';
import { openOtlpSink } from './otlp-sink.ts';

it('a process whose collector takes nothing ends as any other', async () => {
  const collector = createServer((request, response) => {
    request.resume();
    response.writeHead(400).end();
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const settings = {
    url: `http://127.0.0.1:${port}`,
    headers: {},
    serviceName: 'test',
    isContentRecorded: false,
    resource: {},
    sampler: { name: 'always_on', ratio: 1 } as const,
  };
  const sink = openOtlpSink(settings, { version: '0', instanceId: 'test', log: createLogger({ level: 'silent' }) });
  const turn = { name: 'turn', kind: 'internal' as const, startMs: 1, endMs: 2, attributes: {}, isError: false };
  sink.record({ turn, children: [] }, null);
  await expect(sink.close()).resolves.toBeUndefined();
  collector.close();
  collector.closeAllConnections();
});
