import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { closeOnSignal, reportReady } from '../../dev/process/ready.ts';
import { createRandom, mutateStream, type WireFormat } from '../mutate-streams.ts';
import { planStream, sayHere } from '../plan-stream.ts';

/**
 * A model server for three wire formats. It answers a message `stream 17` with the nearly valid stream of that seed,
 * either once or every time if the plan says so. Every other message gets a whole answer.
 */
const asked = new Map<string, number>();

const server = createServer((request, response) => {
  void answer(request, response).catch(() => response.destroy());
});
await once(server.listen(0, '127.0.0.1'), 'listening');
closeOnSignal(async () => {
  server.closeAllConnections();
  server.close();
});
reportReady({ httpUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const format = formatOf(request.url ?? '');
  const seed = findSeed(Buffer.concat(chunks).toString());
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (seed === null) {
    response.end(sayHere(format));
    return;
  }
  const count = (asked.get(`${format}:${seed}`) ?? 0) + 1;
  asked.set(`${format}:${seed}`, count);
  const { sizeBytes, isRepeated } = planStream(seed);
  if (count > 1 && !isRepeated) response.end(sayHere(format));
  else await send(response, mutateStream(format, createRandom(seed), sizeBytes));
}

function formatOf(url: string): WireFormat {
  if (url.endsWith('/chat/completions')) return 'openai_compatible';
  return url.endsWith('/responses') ? 'openai' : 'anthropic';
}

const RESULT = /"role":"tool"|"function_call_output"|"tool_result"/;

/** Returns the seed in the newest user message, or null if it contains none or a tool result follows it. */
function findSeed(body: string): number | null {
  const newest = [...body.matchAll(/stream (\d+)\.|go on\./g)].at(-1);
  if (newest?.[1] === undefined || RESULT.test(body.slice(newest.index))) return null;
  return Number(newest[1]);
}

/** Sends each piece separately if the network allows it. */
async function send(response: ServerResponse, pieces: readonly Uint8Array[]): Promise<void> {
  response.socket?.setNoDelay(true);
  for (const piece of pieces) {
    if (piece.length > 0 && !response.write(piece)) await once(response, 'drain');
    await setImmediate();
  }
  response.end();
}
