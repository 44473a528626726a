import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { hasErrorCode } from '@everruns/schemas';
import { systemClock } from '@everruns/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { startLocalServer } from '../test/local-server.ts';
import type { EgressPolicy } from './egress-policy.ts';
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';

const MB = 1024 * 1024;
const opened: GuardedFetch[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((guarded) => guarded.close()));
});

function fetchAs(policy: EgressPolicy): typeof fetch {
  const guarded = createGuardedFetch({
    clock: systemClock,
    allowCidrs: ['127.0.0.0/8'],
    allowedOrigins: [],
    log: { warn: () => undefined },
  });
  opened.push(guarded);
  return guarded(policy);
}

/** How many decoded bytes came, and how the body ended: `whole`, or the error's code. */
async function drain(response: Response): Promise<{ bytes: number; end: unknown }> {
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) bytes += chunk.byteLength;
  } catch (error) {
    return { bytes, end: error instanceof Error && 'code' in error ? error.code : error };
  }
  return { bytes, end: 'whole' };
}

/** Writes for as long as anybody reads, and counts what was taken. */
async function startEndless(head: string, piece: string | Buffer) {
  const sockets = new Set<Socket>();
  let written = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const flow = (): void => {
      if (piece.length === 0) return;
      while (socket.writable && socket.write(piece)) written += piece.length;
      written += piece.length;
    };
    socket.once('data', () => {
      socket.on('drain', flow);
      socket.write(head);
      flow();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    written: () => written,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n';

describe('a body', () => {
  it.each([
    ['gzip', gzipSync(Buffer.alloc(64 * MB))],
    ['x-gzip', gzipSync(Buffer.alloc(64 * MB))],
  ])('of a model server that expands a thousandfold ends soon: %s', async (encoding, bomb) => {
    await using server = await startLocalServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb);
    });
    const { bytes, end } = await drain(await fetchAs({ purpose: 'provider' })(server.origin));
    expect(end).toBe('payload_too_large');
    expect(bytes).toBeLessThan(1.1 * MB);
  });

  it('that expands as text does is whole', async () => {
    const text = Array.from({ length: 60_000 }, (_, index) => `data: {"delta":"${(index * 7_919) % 65_537}"}\n\n`).join(
      '',
    );
    await using server = await startLocalServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
    });
    const response = await fetchAs({ purpose: 'provider' })(server.origin);
    expect(await response.text()).toBe(text);
  });

  it('that is small may expand as it likes', async () => {
    await using server = await startLocalServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(' '.repeat(MB / 2)));
    });
    expect(await drain(await fetchAs({ purpose: 'tool' })(server.origin))).toEqual({ bytes: MB / 2, end: 'whole' });
  });

  it.each([
    ['deflate', deflateSync('secret')],
    ['br', brotliCompressSync('secret')],
    ['zstd', zstdCompressSync('secret')],
    ['gzip, gzip', gzipSync(gzipSync('secret'))],
    ['compress', Buffer.from('secret')],
    ['gzip,'.repeat(6), Buffer.from('secret')],
  ])('in an encoding that nobody asked for is refused: %s', async (encoding, body) => {
    await using server = await startLocalServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    await expect(fetchAs({ purpose: 'provider' })(server.origin)).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('Make it send gzip or no encoding.'),
    });
    expect(server.requests[0]?.headers['accept-encoding']).toBe('gzip');
  });

  it.each([
    ['provider', 50 * MB],
    ['tool', 5 * MB],
  ] as const)('without end is cut: of a %s after %d bytes', async (purpose, maxBytes) => {
    await using server = await startEndless(HEAD, `: ${'x'.repeat(62)}\n`.repeat(1_000));
    const { bytes, end } = await drain(await fetchAs({ purpose })(server.origin));
    expect([bytes, end]).toEqual([maxBytes, 'payload_too_large']);
  });

  it('with a line without end is cut long before', async () => {
    await using server = await startEndless(`${HEAD}data: {"text":"`, 'x'.repeat(64 * 1024));
    const { bytes, end } = await drain(await fetchAs({ purpose: 'provider' })(server.origin));
    expect(end).toBe('payload_too_large');
    expect(bytes).toBeLessThan(21 * MB);
  });

  it('holds back a server that sends faster than anybody reads', async () => {
    await using server = await startEndless(HEAD, `: ${'x'.repeat(62)}\n`.repeat(1_000));
    const response = await fetchAs({ purpose: 'provider' })(server.origin);
    const reader = response.body?.getReader();
    await reader?.read();
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    for (let turns = 0; turns < 2_000; turns += 1) await settled();
    const before = server.written();
    for (let turns = 0; turns < 2_000; turns += 1) await settled();
    // What the kernel's socket buffers take, and no more.
    expect(server.written()).toBe(before);
    expect(before).toBeLessThan(16 * MB);
    await reader?.cancel();
  });

  it('of an error is read up to 64 KB, and ends there as if that were all', async () => {
    const head = HEAD.replace('200 OK', '429 Too Many Requests');
    await using server = await startEndless(`${head}{"error":{"message":"`, 'x'.repeat(64 * 1024));
    const response = await fetchAs({ purpose: 'provider' })(server.origin);
    expect(response.status).toBe(429);
    expect(await drain(response)).toEqual({ bytes: 64 * 1024, end: 'whole' });
  });

  it('does not keep its connection from closing once it is left', async () => {
    let left: (value: unknown) => void = () => undefined;
    const closed = new Promise((resolve) => (left = resolve));
    await using server = await startLocalServer((_request, response) => {
      response.on('close', left);
      response.write('first');
    });
    const response = await fetchAs({ purpose: 'provider' })(server.origin);
    await response.body?.cancel();
    await closed;
  });
});

describe('the head of an answer', () => {
  it.each([
    ['one header without end', `HTTP/1.1 200 OK\r\nx-a: `, 'x'.repeat(1_024)],
    ['headers without end', `HTTP/1.1 200 OK\r\n`, 'x-a: b\r\n'.repeat(100)],
    ['preliminary answers without end', '', 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'],
    ['preliminary answers with large heads', '', `HTTP/1.1 102 Processing\r\nx-a: ${'x'.repeat(16_000)}\r\n\r\n`],
  ])('is bounded: %s', async (_name, head, piece) => {
    await using server = await startEndless(head, piece);
    const refusal: unknown = await fetchAs({ purpose: 'provider' })(server.origin).catch((error: unknown) => error);
    expect(refusal).toSatisfy((error) => error instanceof TypeError || hasErrorCode(error, 'invalid_request'));
    expect(server.written()).toBeLessThan(16 * MB);
  });

  it('may be preceded by a few early hints', async () => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(5);
    await using server = await startEndless(`${hints}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok`, '');
    expect(await (await fetchAs({ purpose: 'provider' })(server.origin)).text()).toBe('ok');
  });
});
