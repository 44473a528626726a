import { z } from 'zod';
import type { ApiClient, StreamFrame, StreamOptions } from '../dev/api-client.ts';

export interface ReadOptions extends StreamOptions {
  /** True at the frame with which reading ends; it is the last one given. */
  until: (frame: StreamFrame) => boolean;
}

/** The frames of a stream up to the wanted one, or to its end. The connection is closed then. */
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

/** The sequences of the recorded events among the frames. */
export function sequencesOf(frames: readonly StreamFrame[]): number[] {
  return frames.flatMap(({ data }) => (typeof data.sequence === 'number' ? [data.sequence] : []));
}

const Delta = z.object({ offset: z.number(), delta: z.string() });

/** What the deltas of one message have said. Throws where one leaves a gap or says again what was said. */
export function joinDeltas(frames: readonly StreamFrame[], type: string): string {
  let text = '';
  for (const frame of frames.filter(isEvent(type))) {
    const { offset, delta } = Delta.parse(frame.data.data);
    if (offset !== text.length) throw new Error(`a delta at ${offset} follows ${text.length} units`);
    text += delta;
  }
  return text;
}

/** Resolves when the session rests. */
export async function settle(api: ApiClient, sessionId: string): Promise<void> {
  await readUntil(api, sessionId, { query: '?until=idle&after_sequence=0', until: isEvent('done') });
}
