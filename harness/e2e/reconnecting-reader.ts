import type { ApiClient, StreamFrame } from '../dev/api-client.ts';
import { isEvent, readUntil } from './read-until.ts';

/** The ways in which a reader that reconnects states its position. */
export type Resume = 'Last-Event-ID' | 'since_id' | 'after_sequence' | 'since_id of any frame';

const isRecorded = ({ data }: StreamFrame): boolean => typeof data.sequence === 'number';

/** Reads a session until it is idle, with a new connection for each frame. Returns the recorded events that it saw, in order. */
export async function readFrameByFrame(api: ApiClient, sessionId: string, resume: Resume): Promise<unknown[]> {
  const seen: StreamFrame['data'][] = [];
  for (let last: StreamFrame | null = null; ;) {
    const [frame]: StreamFrame[] = (
      await readUntil(api, sessionId, { ...cursorOf(resume, last, seen.length), until: isWanted(resume) })
    ).slice(-1);
    if (frame === undefined) throw new Error('the stream ended by itself');
    if (isRecorded(frame)) seen.push(frame.data);
    if (frame.event === 'session.idled') return seen;
    last = frame;
  }
}

function isWanted(resume: Resume): (frame: StreamFrame) => boolean {
  const isConnected = isEvent('connected');
  return resume === 'since_id of any frame' ? (frame) => !isConnected(frame) : isRecorded;
}

function cursorOf(resume: Resume, last: StreamFrame | null, count: number): { lastEventId?: string; query?: string } {
  const id = last?.data.id;
  switch (resume) {
    case 'Last-Event-ID':
      return last?.id === undefined ? {} : { lastEventId: last.id };
    case 'since_id':
    case 'since_id of any frame':
      return id === undefined ? {} : { query: `?since_id=${id}` };
    case 'after_sequence':
      // Sequences are dense from 1, so the count is also the last sequence, and the URL needs no id.
      return { query: `?after_sequence=${count}` };
  }
}
