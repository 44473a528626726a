import type { ServerResponse } from 'node:http';
import type { EventDraft } from './floor-turn.ts';

/** Sends events to the readers of this process's sessions. A frame is encoded once for all of them. */
export class FloorFeed {
  readonly #readers = new Map<string, Set<ServerResponse>>();

  open(sessionId: string, response: ServerResponse): void {
    const readers = this.#readers.get(sessionId) ?? new Set();
    this.#readers.set(sessionId, readers.add(response));
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write('event: connected\ndata: {}\n\n');
    response.on('close', () => {
      readers.delete(response);
      if (readers.size === 0) this.#readers.delete(sessionId);
    });
  }

  publish(sessionId: string, first: number, events: readonly EventDraft[]): void {
    const frames = events.map(({ id, type, data }, index) => {
      const json = JSON.stringify({ id, type, session_id: sessionId, sequence: first + index, data });
      return `id: ${id}\nevent: ${type}\ndata: ${json}\n\n`;
    });
    this.#write(sessionId, frames.join(''));
  }

  pushDelta(sessionId: string, data: object): void {
    this.#write(sessionId, `event: output.message.delta\ndata: ${JSON.stringify({ data })}\n\n`);
  }

  #write(sessionId: string, text: string): void {
    const readers = this.#readers.get(sessionId);
    if (readers === undefined) return;
    const bytes = Buffer.from(text);
    for (const response of readers) response.write(bytes);
  }
}
