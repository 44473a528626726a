import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TokenModel extends AsyncDisposable {
  url: string;
}

export interface TokenModelOptions {
  tokens: number;
  tokensPerSecond: number;
}

/**
 * Starts a model over Chat Completions. Each of its tokens is the time (`performance.now()` of this process) at which it
 * was written.
 */
export async function startTokenModel({ tokens, tokensPerSecond }: TokenModelOptions): Promise<TokenModel> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const startedAt = performance.now();
    let said = 0;
    const timer = setInterval(() => {
      const due = Math.min(tokens, Math.floor(((performance.now() - startedAt) / 1_000) * tokensPerSecond));
      for (; said < due; said += 1) writeChunk(response, { content: `${performance.now().toFixed(2)} ` }, null);
      if (said < tokens) return;
      clearInterval(timer);
      writeChunk(response, {}, 'stop');
      response.end('data: [DONE]\n\n');
    }, 1_000 / tokensPerSecond);
    response.once('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function writeChunk(response: ServerResponse, delta: object, finish_reason: string | null): void {
  const choices = [{ index: 0, delta, finish_reason }];
  const usage = finish_reason === null ? {} : { usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } };
  const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'tokens', choices, ...usage };
  response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}
