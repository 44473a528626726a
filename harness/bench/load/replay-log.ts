import { request } from 'node:http';

export interface Replay {
  firstByteMs: number;
  elapsedMs: number;
  bytes: number;
}

/** Reads a session's stream from its beginning until the event with this sequence arrives. */
export function replayLog(url: string, sessionId: string, lastSequence: number): Promise<Replay> {
  const { promise, resolve, reject } = Promise.withResolvers<Replay>();
  const startedAt = performance.now();
  const last = Buffer.from(`"sequence":${lastSequence},`);
  let firstByteMs = 0;
  let bytes = 0;
  let tail: Buffer = Buffer.alloc(0);
  const stream = request(`${url}/v1/sessions/${sessionId}/sse?after_sequence=0`, { agent: false }, (response) => {
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (firstByteMs === 0 && chunk.includes('"sequence":')) firstByteMs = performance.now() - startedAt;
      // The marker may be split across two chunks.
      if (Buffer.concat([tail, chunk]).includes(last)) {
        stream.destroy();
        resolve({ firstByteMs, elapsedMs: performance.now() - startedAt, bytes });
      }
      tail = chunk.subarray(-last.length);
    });
  });
  stream.on('error', reject).end();
  return promise;
}
