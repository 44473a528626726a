import { request, type IncomingMessage } from 'node:http';
import { omitUndefined } from '@everruns/kernel';

export interface SseFrame {
  id?: string;
  event: string;
  data: Record<string, unknown>;
}

/** A reader of a real stream. Comments and `retry:` are kept apart from frames. */
export interface SseClient {
  status: number;
  headers: IncomingMessage['headers'];
  comments: string[];
  retry: number | null;
  /** The next frame; null at the end of the stream. */
  next(): Promise<SseFrame | null>;
  /** Frames up to one with this name, which is the last. */
  until(event: string): Promise<SseFrame[]>;
  /** Stops taking bytes from the socket. */
  pause(): void;
  resume(): void;
  close(): void;
  /** The whole body, of an answer that is not a stream. */
  text(): Promise<string>;
}

export function openSse(url: string, headers: Record<string, string> = {}): Promise<SseClient> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (response) => resolve(toClient(response)));
    sent.on('error', reject);
    sent.end();
  });
}

function toClient(response: IncomingMessage): SseClient {
  const comments: string[] = [];
  const chunks = response.setEncoding('utf8')[Symbol.asyncIterator]();
  let rest = '';
  const client: SseClient = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    comments,
    retry: null,
    async next() {
      for (;;) {
        const end = rest.indexOf('\n\n');
        if (end === -1) {
          const chunk = await chunks.next().catch(() => ({ done: true as const, value: '' }));
          if (chunk.done === true) return null;
          rest += String(chunk.value);
          continue;
        }
        const frame = parseFrame(rest.slice(0, end), client);
        rest = rest.slice(end + 2);
        if (frame !== null) return frame;
      }
    },
    async until(event) {
      const frames: SseFrame[] = [];
      for (let frame = await client.next(); frame !== null; frame = await client.next()) {
        frames.push(frame);
        if (frame.event === event) break;
      }
      return frames;
    },
    pause: () => response.socket.pause(),
    resume: () => response.socket.resume(),
    close: () => response.destroy(),
    async text() {
      for (let chunk = await chunks.next(); chunk.done !== true; chunk = await chunks.next())
        rest += String(chunk.value);
      return rest;
    },
  };
  return client;
}

function parseFrame(text: string, client: SseClient): SseFrame | null {
  const fields: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon === 0) client.comments.push(line.slice(1).trim());
    else fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
  }
  if (fields['retry'] !== undefined) client.retry = Number(fields['retry']);
  const { id, event, data } = fields;
  if (event === undefined) return null;
  return { ...omitUndefined({ id }), event, data: JSON.parse(data ?? '{}') as Record<string, unknown> };
}
