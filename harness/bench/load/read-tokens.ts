import { request } from 'node:http';
import { createParser } from 'eventsource-parser';
import { requestJson } from './request-json.ts';

export interface ReadTokensOptions {
  url: string;
  /** An agent whose model sends the time as its tokens. */
  agentId: string;
  sessions: number;
}

export interface TokensRead {
  /** Milliseconds between the model's write and the reader's read. */
  delaysMs: number[];
  /** The size of the event streams, without the headers of HTTP. */
  bytes: number;
}

/** Runs one turn in each of several concurrent sessions and reads their tokens. */
export async function readTokens({ url, agentId, sessions }: ReadTokensOptions): Promise<TokensRead> {
  const reads = await Promise.all(Array.from({ length: sessions }, () => readTurn(url, agentId)));
  return {
    delaysMs: reads.flatMap(({ delaysMs }) => delaysMs),
    bytes: reads.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

async function readTurn(url: string, agentId: string): Promise<TokensRead> {
  const { id } = await requestJson<{ id: string }>(`${url}/v1/sessions`, { agent_id: agentId });
  const read: TokensRead = { delaysMs: [], bytes: 0 };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let now = 0;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'turn.failed') reject(new Error(`the turn failed: ${data}`));
      if (event === 'turn.completed') resolve();
      if (event !== 'output.message.delta') return;
      const { delta } = (JSON.parse(data) as { data: { delta: string } }).data;
      for (const token of delta.trim().split(' ')) read.delaysMs.push(now - Number(token));
    },
  });
  const stream = request(`${url}/v1/sessions/${id}/sse?after_sequence=latest`, (response) => {
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      now = performance.now();
      read.bytes += text.length;
      parser.feed(text);
    });
  }).end();
  stream.on('error', reject);
  await new Promise((opened) => stream.once('response', opened));
  const message = { content: [{ type: 'text', text: 'Say the time.' }] };
  await requestJson(`${url}/v1/sessions/${id}/messages`, { message });
  await promise;
  stream.off('error', reject).on('error', () => undefined);
  stream.destroy();
  return read;
}
