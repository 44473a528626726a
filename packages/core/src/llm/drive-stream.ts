import type { LlmStreamEvent } from './driver.ts';
import type { ProviderError } from './provider-error.ts';

/** One call of a provider, as its driver describes it. `map` and `end` are pure, so a recording replays to the same events. */
export interface ModelCall<State, Chunk> {
  signal: AbortSignal;
  initial: State;
  open(): Promise<AsyncIterable<Chunk>>;
  map(state: State, chunk: Chunk): [State, LlmStreamEvent[]];
  /** What the end of the stream completes; a format with a terminal chunk of its own has no need of it. */
  end?(state: State): LlmStreamEvent[];
  mapError(error: unknown): ProviderError;
  /** The fields of the request's body. */
  parameters: readonly string[];
}

interface Reading<State, Chunk> {
  state: State;
  chunks: AsyncIterator<Chunk> | undefined;
}

const CANCELED: LlmStreamEvent = {
  type: 'error',
  error: { class: 'canceled', message: 'the call was canceled', hint: 'The call was canceled.' },
};
const BROKEN: LlmStreamEvent = {
  type: 'error',
  error: {
    class: 'stream_broken',
    message: 'the stream ended before the answer did',
    hint: 'The connection to the model provider broke before the answer was complete.',
  },
};

/** Keeps points 1 and 5 of the stream contract for every driver: one terminal event, nothing thrown, an abort is `canceled`. */
export async function* driveStream<State, Chunk>(
  call: ModelCall<State, Chunk>,
): AsyncGenerator<LlmStreamEvent, void, undefined> {
  const reading: Reading<State, Chunk> = { state: call.initial, chunks: undefined };
  let answered = false;
  try {
    for (;;) {
      const events = call.signal.aborted ? [CANCELED] : await readEvents(call, reading);
      for (const mapped of events) {
        const event = call.signal.aborted ? CANCELED : mapped;
        answered = event.type === 'finish';
        yield event;
        if (answered || event.type === 'error') return;
      }
    }
  } finally {
    release(reading.chunks, answered);
  }
}

async function readEvents<State, Chunk>(
  call: ModelCall<State, Chunk>,
  reading: Reading<State, Chunk>,
): Promise<LlmStreamEvent[]> {
  try {
    reading.chunks ??= (await call.open())[Symbol.asyncIterator]();
    const next = await reading.chunks.next();
    if (next.done) return [...(call.end?.(reading.state) ?? []), BROKEN];
    const [state, events] = call.map(reading.state, next.value);
    reading.state = state;
    return events;
  } catch (error) {
    return [{ type: 'error', error: call.mapError(error) }];
  }
}

/** After an answer the last bytes are read, so that the connection can be used again; otherwise the request is given up. */
function release(chunks: AsyncIterator<unknown> | undefined, answered: boolean): void {
  const leave = async (): Promise<void> => {
    if (answered && (await chunks?.next())?.done) return;
    await chunks?.return?.();
  };
  leave().catch(() => undefined);
}
