import { judgeFigure } from '@everruns/kernel/testing';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { z } from 'zod';

const MB = 1024 * 1024;
const CHILD = fileURLToPath(new URL('./main.ts', import.meta.url));
const Report = z.object({ ends: z.array(z.string()), growthBytes: z.number(), longestBlockMs: z.number() });

const choice = (content: string): string => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
const SMALL = `${choice('Hi')}data: {"choices":[{"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`;

type Attack = (response: ServerResponse) => void;

/** About 478 kB of gzip that expand to 480 MB. */
const ZEROS = gzipSync(Buffer.alloc(480 * MB), { level: 9 });
const EVENTS = gzipSync(choice('a'.repeat(60_000)).repeat(4_000), { level: 9 });

/** Sends an endless body as fast as the client reads it. */
function endless(piece: string, first = ''): Attack {
  return (response) => {
    const flow = (): void => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', flow).on('error', () => undefined);
    response.write(first);
    flow();
  };
}

function zipped(body: Buffer): Attack {
  return (response) => void response.setHeader('content-encoding', 'gzip').end(body);
}

const ATTACKS: Record<string, { attack: Attack; end: string; maxGrowthBytes: number }> = {
  'gzip bombs of 478 kB': { attack: zipped(ZEROS), end: 'unusable_answer', maxGrowthBytes: 100 * MB },
  'gzip bombs of well-formed events': { attack: zipped(EVENTS), end: 'unusable_answer', maxGrowthBytes: 100 * MB },
  'errors without end': {
    attack: (response) => endless('x'.repeat(64 * 1_024), '{"error":{"message":"')(response.writeHead(500)),
    end: 'overloaded',
    maxGrowthBytes: 100 * MB,
  },
  // Each has sent its megabytes, which are kept up to the maximum length of a line and remain garbage for a while.
  'lines without end': {
    attack: endless('x'.repeat(64 * 1_024), 'data: {"choices":[{"delta":{"content":"'),
    end: 'unusable_answer',
    maxGrowthBytes: 250 * MB,
  },
  'documents without end': {
    attack: endless('x'.repeat(64 * 1_024), '{"choices":[{"message":{"content":"'),
    end: 'unusable_answer',
    maxGrowthBytes: 250 * MB,
  },
};

it('what nine hostile model servers at once cost in memory', { timeout: 90_000 }, async () => {
  const attacks = Object.entries(ATTACKS);
  const server = createServer((request, response) => {
    request.resume();
    const [, place = ''] = request.url?.split('/') ?? [];
    const found = attacks[Number(place)];
    if (found === undefined) response.end(SMALL);
    else found[1].attack(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const paths = attacks.map((_, index) => `/${index}`);
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', CHILD, origin, '9', ...paths]);
  server.closeAllConnections();
  server.close();
  const reports = z.array(Report).parse(JSON.parse(stdout));
  for (const [index, [name, { end, maxGrowthBytes }]] of attacks.entries()) {
    expect([name, new Set(reports[index]?.ends)]).toEqual([name, new Set([end])]);
    const value = (reports[index]?.growthBytes ?? Infinity) / MB;
    judgeFigure({ name: `memory for ${name}`, value, unit: 'MB', most: maxGrowthBytes / MB });
  }
});
