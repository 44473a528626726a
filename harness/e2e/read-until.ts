import { z } from 'zod';
import type { ApiClient, StreamFrame, StreamOptions } from '../dev/api-client.ts';

export interface ReadOptions extends StreamOptions {
  /** Returns true for the frame at which reading ends; that frame is the last one returned. */
  until: (frame: StreamFrame) => boolean;
}

/** Returns the frames of a stream up to the wanted one, or to its end, and then closes the connection. */
export async function readUntil(api: ApiClient, sessionId: string, options: ReadOptions): Promise<StreamFrame[]> {
  const { until, ...stream } = options;
  const frames: StreamFrame[] = [];
  for await (const frame of api.stream(sessionId, stream)) {
    frames.push(frame);
    if (until(frame)) break;
  }
  return frames;
}

export const isEvent =
  (...types: string[]) =>
  (frame: StreamFrame): boolean =>
    types.includes(frame.event);

/** Returns the sequences of the recorded events among the frames. */
export function sequencesOf(frames: readonly StreamFrame[]): number[] {
  return frames.flatMap(({ data }) => (typeof data.sequence === 'number' ? [data.sequence] : []));
}

const Delta = z.object({ offset: z.number(), delta: z.string() });

/** Returns the text of all deltas of one message. Throws if one leaves a gap or repeats a part. */
export function joinDeltas(frames: readonly StreamFrame[], type: string): string {
  let text = '';
  for (const frame of frames.filter(isEvent(type))) {
    const { offset, delta } = Delta.parse(frame.data.data);
    if (offset !== text.length) throw new Error(`a delta at ${offset} follows ${text.length} units`);
    text += delta;
  }
  return text;
}

/** Resolves when the session is idle. */
export async function settle(api: ApiClient, sessionId: string): Promise<void> {
  await readUntil(api, sessionId, { query: '?until=idle&after_sequence=0', until: isEvent('done') });
}
