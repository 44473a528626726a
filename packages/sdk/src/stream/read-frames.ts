import { createParser } from 'eventsource-parser';

/** One server-sent event. */
export interface Frame {
  event: string;
  /** The place of a recorded event, for a reader that comes back. */
  id?: string | undefined;
  /** The parsed data. Every SSE frame of the API contains one JSON value. */
  data: unknown;
}

/** Reads the SSE frames of a stream. `onBytes` is called for any bytes, including comments. Throws when the connection breaks. */
export async function* readFrames(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<Frame, void, undefined> {
  const frames: Frame[] = [];
  const parser = createParser({
    onEvent: ({ event = 'message', id, data }) => frames.push({ event, id, data: JSON.parse(data) as unknown }),
  });
  const decoder = new TextDecoder();
  // Not every browser supports iterating a stream.
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* frames.splice(0);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
