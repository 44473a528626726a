import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSampleServer, startMcpServer } from '@everruns/mcp/testing';
import { z } from 'zod';

/** Something that a call changed outside of the product. */
export interface Deed {
  /** The tool that did it. */
  name: string;
  /** Which of its calls: each has a label of its own. */
  label: string;
  /** The key by which a repetition can be told; null where the protocol has none. */
  key: string | null;
}

/** What is outside of the product: a page, a search, an API and an MCP server, on this machine. */
export interface Outside extends AsyncDisposable {
  origin: string;
  host: string;
  mcpUrl: string;
  deeds: Deed[];
}

/** The sentence of the page, which findings quote. */
export const SENTENCE = 'The bridge is 1,280 metres long.';
const PAGE = `<main><h1>Bridges</h1><p>${SENTENCE}</p></main>`;

/** Starts servers that answer everything after `holdMs`, so that a kill strikes in the middle. What they do, they do at once. */
export async function openOutside(holdMs: number): Promise<Outside> {
  const deeds: Deed[] = [];
  const web = createServer((request, response) => {
    void answer(request, response, { deeds, holdMs }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => void web.listen(0, '127.0.0.1', resolve));
  const mcp = await startMcpServer({ setUp: () => createNotes(deeds, holdMs) });
  const host = `127.0.0.1:${(web.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`,
    host,
    mcpUrl: mcp.url,
    deeds,
    async [Symbol.asyncDispose]() {
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
      await mcp[Symbol.asyncDispose]();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { deeds, holdMs }: { deeds: Deed[]; holdMs: number },
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://here');
  const [, name = '', label = ''] = pathname.split('/');
  const key = request.headers['idempotency-key']?.toString() ?? null;
  if (request.method !== 'GET') deeds.push({ name, label, key });
  await text(request);
  await sleep(holdMs);
  const isPage = name === 'page';
  const results = [{ url: 'http://example.com/', title: searchParams.get('q') ?? '', content: 'A page.' }];
  response.setHeader('content-type', isPage ? 'text/html; charset=utf-8' : 'application/json');
  response.end(isPage ? PAGE : JSON.stringify(name === 'search' ? { results } : { done: label }));
}

/** An MCP server with a tool that may be repeated, and one that may not. */
function createNotes(deeds: Deed[], holdMs: number) {
  const server = createSampleServer('notes');
  for (const [name, annotations] of [
    ['put', { idempotentHint: true }],
    ['append', { destructiveHint: false }],
  ] as const) {
    const inputSchema = z.object({ label: z.string() });
    server.registerTool(name, { description: 'Notes it.', inputSchema, annotations }, async ({ label }) => {
      deeds.push({ name: `notes__${name}`, label, key: null });
      await sleep(holdMs);
      return { content: [{ type: 'text', text: `noted ${label}` }] };
    });
  }
  return server;
}
