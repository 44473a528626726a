import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen } from './local-openid-provider.ts';

/** The form of a refusal's retry time: seconds, a date together with its own Date header, or a date alone. */
export const REFUSALS = ['number', 'date', 'bare'] as const;
export type Refusal = (typeof REFUSALS)[number];

export const RETRY_AFTER_SECONDS = 63;
const MARK = /limited-(number|date|bare)-([0-9a-f-]{36})/;

export interface LimitingProvider extends AsyncDisposable {
  url: string;
  /** Counts the calls whose conversation contains this id. */
  countCalls(id: string): number;
}

/** Returns the text that makes the provider refuse the first call of a conversation. */
export const limitedOnce = (refusal: Refusal, id: string): string => `limited-${refusal}-${id}`;

/** Starts a proxy in front of a model provider, on a machine whose clock is right. */
export async function startLimitingProvider(target: string): Promise<LimitingProvider> {
  const calls = new Map<string, number>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const [, refusal = '', id = ''] = MARK.exec(body.toString()) ?? [];
    const count = (calls.get(id) ?? 0) + 1;
    calls.set(id, count);
    if (id !== '' && count === 1) return refuse(response, refusal);
    const { method = 'GET', url = '/' } = request;
    const { authorization = '', 'content-type': type = 'application/json' } = request.headers;
    const headers = { authorization, 'content-type': type };
    const init = method === 'GET' || method === 'HEAD' ? { method, headers } : { method, headers, body };
    const given = await fetch(`${target}${url}`, init);
    response.writeHead(given.status, { 'content-type': given.headers.get('content-type') ?? 'application/json' });
    for await (const chunk of given.body ?? []) response.write(chunk);
    response.end();
  };
  const url = await listen(server);
  return { url, countCalls: (id) => calls.get(id) ?? 0, [Symbol.asyncDispose]: () => close(server) };
}

function refuse(response: ServerResponse, refusal: string): void {
  const date = new Date(Date.now() + RETRY_AFTER_SECONDS * 1_000).toUTCString();
  response.sendDate = refusal !== 'bare';
  response.setHeader('Retry-After', refusal === 'number' ? String(RETRY_AFTER_SECONDS) : date);
  response.writeHead(429, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: 'slow down', type: 'rate_limit_exceeded', code: null } }));
}
