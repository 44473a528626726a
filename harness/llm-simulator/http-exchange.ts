import type { IncomingMessage, ServerResponse } from 'node:http';
import { JsonObject, type JsonValue } from '@everruns/schemas';

export interface HttpExchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** The path without the query. */
  path: string;
  query: URLSearchParams;
}

/** Returns the body as a JSON object, or null if it is not one. An empty body is an empty object. */
export async function readJsonObject(request: IncomingMessage): Promise<JsonObject | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return JsonObject.safeParse(value).data ?? null;
  } catch {
    return null;
  }
}

export function sendJson(response: ServerResponse, value: JsonValue, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

export function readHeader(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
