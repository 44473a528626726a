import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeWireAnswers, WIRE_FORMATS, WIRE_PATHS } from './wire-answers.ts';

interface ModelRequest {
  messages?: { role: string; content: unknown }[];
  input?: { type?: string }[];
}

/**
 * Starts a model over HTTP that answers immediately: first a call of `add`, and text once the result is there. Resolves
 * with its URL.
 */
export async function startWireModel(): Promise<string> {
  const formats = WIRE_FORMATS.map((format) => ({ path: WIRE_PATHS[format], answers: makeWireAnswers(format) }));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const format = formats.find(({ path }) => request.url === path);
    const body = await readBody(request);
    if (format === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"not found"}}');
      return;
    }
    const { answers } = format;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.end(hasResult(JSON.parse(body) as ModelRequest) ? answers.text : answers.call);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Whether the last item of the conversation is a tool result, in any of the formats. */
function hasResult({ messages, input }: ModelRequest): boolean {
  const last = messages?.at(-1);
  if (last === undefined) return input?.at(-1)?.type === 'function_call_output';
  if (last.role === 'tool') return true;
  return Array.isArray(last.content) && last.content.some((part: { type?: string }) => part.type === 'tool_result');
}
