import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const Message = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z.looseObject({ arguments: z.record(z.string(), z.unknown()).optional() }).optional(),
  result: z.looseObject({ action: z.string(), content: z.unknown().optional() }).optional(),
});
type Message = z.infer<typeof Message>;

export interface AskingServer extends AsyncDisposable {
  url: string;
  /** How often its tool was called. */
  calls: () => number;
}

const FORM = { type: 'object', properties: { color: { type: 'string', default: 'red' } }, required: ['color'] };

/**
 * A server of the revision 2025-11-25 whose tool `paint` asks for a color in its middle, on the stream of the call, and says what it was told.
 * It begins to ask when `together` calls run.
 */
export async function startAskingServer({ together = 1 }: { together?: number } = {}): Promise<AskingServer> {
  const asked = new Map<string, (result: NonNullable<Message['result']>) => void>();
  let [calls, running] = [0, 0];
  const all = Promise.withResolvers<void>();

  async function paint({ id, params }: Message, response: ServerResponse): Promise<void> {
    const wall = String(params?.arguments?.['wall']);
    calls += 1;
    running += 1;
    if (running >= together) all.resolve();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await all.promise;
    const question = `ask-${calls}-${wall}`;
    const answer = Promise.withResolvers<NonNullable<Message['result']>>();
    asked.set(question, answer.resolve);
    const request = { message: `Which color for ${wall}?`, requestedSchema: FORM };
    send(response, { id: question, method: 'elicitation/create', params: request });
    const { action, content } = await answer.promise;
    const text = `${wall}: ${action} ${JSON.stringify(content ?? null)}`;
    send(response, { id, result: { content: [{ type: 'text', text }] } });
    response.end();
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const message = Message.parse(JSON.parse(await readText(request)));
    const { id, method, result } = message;
    if (method === 'tools/call') return paint(message, response);
    if (result !== undefined) asked.get(String(id))?.(result);
    if (method === 'initialize') {
      const serverInfo = { name: 'asking', version: '1' };
      const told = { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo };
      return void response
        .writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 'one' })
        .end(JSON.stringify({ jsonrpc: '2.0', id, result: told }));
    }
    const isRequest = id !== undefined && method !== undefined;
    const error = { jsonrpc: '2.0', id, error: { code: -32601, message: 'no' } };
    response.writeHead(isRequest ? 404 : 202).end(isRequest ? JSON.stringify(error) : undefined);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    calls: () => calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, message: object): void {
  response.write(`event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
