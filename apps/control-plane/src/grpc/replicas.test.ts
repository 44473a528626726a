import { readFileSync } from 'node:fs';
import type { GrpcWorkerService } from '@everruns/internal-protocol';
import { afterEach, describe, expect, it } from 'vitest';
import type { GrpcServer } from './server.ts';
import { codeOf, END, openGrpc } from './testing/open-grpc.ts';

const { startServer, connect, close } = openGrpc();
afterEach(close);

const WORKERS = 16;
const ANSWERS = { endSegment: async () => ({ status: 'ended' as const }) };

function connectAll(servers: readonly GrpcServer[]): GrpcWorkerService[] {
  const address = `ipv4:${servers.map((server) => server.address).join(',')}`;
  return Array.from({ length: WORKERS }, () => {
    const client = connect(address);
    client.openEventStream(() => {});
    return client;
  });
}

const countsOf = (servers: readonly GrpcServer[]) => servers.map(({ workers }) => workers.count());

describe('workers that know several replicas', () => {
  it('spread over them', async () => {
    const servers = [await startServer(ANSWERS), await startServer(ANSWERS)];
    connectAll(servers);
    await expect.poll(() => countsOf(servers).reduce((sum, count) => sum + count)).toBe(WORKERS);
    for (const count of countsOf(servers)) expect(count).toBeGreaterThan(0);
  });

  it('go to another one when theirs is away, and spread again when it is back', async () => {
    const often = { hasPeers: () => true, moveAfterMs: 100 };
    const [first, second] = [await startServer(ANSWERS), await startServer(ANSWERS, '127.0.0.1:0', often)];
    const clients = connectAll([first, second]);
    await first.close(0);
    await expect.poll(() => second.workers.count()).toBe(WORKERS);
    const again = await startServer(ANSWERS, first.address);
    await expect.poll(() => again.workers.count()).toBeGreaterThan(0);
    // Wherever they are now, and also in the middle of a move, their calls are answered or worth repeating.
    const codes = new Set(await Promise.all(clients.map((client) => codeOf(client.endSegment(END)))));
    codes.delete('unavailable');
    expect([...codes]).toEqual(['ok']);
  });

  it('stay where they are while there is no other replica', async () => {
    const server = await startServer(ANSWERS, '127.0.0.1:0', { hasPeers: () => false, moveAfterMs: 10 });
    let connections = 0;
    connect(server.address, {
      onState: ({ kind }) => void (connections += Number(kind === 'connected')),
    }).openEventStream(() => {});
    await expect.poll(() => connections).toBe(1);
    const client = connect(server.address);
    for (let calls = 0; calls < 20; calls += 1) await client.endSegment(END);
    expect(connections).toBe(1);
  });
});

describe('where both sides have certificates', () => {
  const read = (name: string) => readFileSync(new URL(`testing/tls/test-only.${name}.pem`, import.meta.url));
  const [cert, key] = [read('cert'), read('key')];
  // It is its own authority.
  const tls = { cert, key, clientCa: cert };
  const start = () => startServer(ANSWERS, 'localhost:0', { tls });
  const patience = { deadlineMs: 2_000 };

  it('a worker with one is served', async () => {
    const { address } = await start();
    expect(await codeOf(connect(address, { ...patience, tls: { ca: cert, cert, key } }).endSegment(END))).toBe('ok');
  });

  it('a worker without one, and one without TLS, is not', async () => {
    const { address } = await start();
    for (const own of [{ tls: { ca: cert } }, {}])
      expect(await codeOf(connect(address, { ...patience, ...own }).endSegment(END))).toBe('unavailable');
  });
});
