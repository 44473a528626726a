import type { LlmStreamEvent } from './driver.ts';
import type { ProviderError } from './provider-error.ts';

/** The next item of a source. `isMarked`: the server marked the end, and did not only close the connection. */
export type ChunkRead<Chunk> = { kind: 'chunk'; chunk: Chunk } | { kind: 'end'; isMarked: boolean };

/** An answer as it arrives over the wire. It has one reader, which calls `next` once at a time. */
export interface ChunkSource<Chunk> {
  /** Rejects with the error that the server reports, or with the error that broke the stream. */
  next(): Promise<ChunkRead<Chunk>>;
  /** Returns the next chunk if it has arrived already; null if there is none, or if `next` has something else to say. */
  nextArrived(): Chunk | null;
  /** The model's answer is complete, so the source waits only briefly for what may still follow. */
  settle(): void;
  /** Returns the connection to the pool if the answer is complete (`isAnswered`), or else ends it. */
  close(isAnswered: boolean): Promise<void>;
}

/** One call of a provider, as its driver describes it. `map` and `end` are pure, so a recording replays to the same events. */
export interface ModelCall<State, Chunk> {
  signal: AbortSignal;
  initial: State;
  open(): Promise<ChunkSource<Chunk>>;
  map(state: State, chunk: Chunk): [State, LlmStreamEvent[]];
  /** Returns the events that the end of the stream completes, with the terminal event last, or nothing if there is no answer. */
  end(state: State, isMarked: boolean): LlmStreamEvent[];
  /** Whether the model's answer is complete, so that a broken connection loses nothing. */
  isAnswered(state: State): boolean;
  mapError(error: unknown): ProviderError;
  /** Returns the call that goes on with an answer in whose middle the provider has paused. Null if the answer is over. */
  resume?(state: State): ModelCall<State, Chunk> | null;
  /** The names of the fields in the request's body, and `web_search` if its tools have it. */
  parameters: readonly string[];
}

interface Reading<State, Chunk> {
  state: State;
  source: ChunkSource<Chunk> | undefined;
}

const CANCELED: LlmStreamEvent = {
  type: 'error',
  error: { class: 'canceled', message: 'the call was canceled' },
};
const BROKEN: LlmStreamEvent = {
  type: 'error',
  error: {
    class: 'stream_broken',
    message: 'the stream ended before the answer did',
  },
};

/** A provider that pauses more often than this is not asked to go on: what it has said so far is the answer. */
const MAX_RESUMES = 8;

/**
 * Keeps points 1 and 5 of the stream contract for every driver: one terminal event, nothing thrown, an abort is `canceled`. An answer in
 * whose middle its provider pauses is one answer.
 */
export async function* driveStream<State, Chunk>(
  first: ModelCall<State, Chunk>,
): AsyncGenerator<LlmStreamEvent, void, undefined> {
  let call: ModelCall<State, Chunk> | null = first;
  for (let resumes = 0; call !== null; resumes += 1) call = yield* driveCall(call, resumes);
}

/** Yields the events of one call. Returns the call that goes on with its answer, instead of its end, or null. */
async function* driveCall<State, Chunk>(
  call: ModelCall<State, Chunk>,
  resumes: number,
): AsyncGenerator<LlmStreamEvent, ModelCall<State, Chunk> | null, undefined> {
  const reading: Reading<State, Chunk> = { state: call.initial, source: undefined };
  let answered = false;
  try {
    for (;;) {
      const events = call.signal.aborted ? [CANCELED] : await readEvents(call, reading);
      for (const mapped of events) {
        const event = call.signal.aborted ? CANCELED : mapped;
        answered = event.type === 'finish';
        const next = answered && resumes < MAX_RESUMES ? (call.resume?.(reading.state) ?? null) : null;
        if (next !== null) return next;
        if (event.type !== 'started' || resumes === 0) yield event;
        if (answered || event.type === 'error') return null;
      }
    }
  } finally {
    reading.source?.close(answered).catch(() => undefined);
  }
}

async function readEvents<State, Chunk>(
  call: ModelCall<State, Chunk>,
  reading: Reading<State, Chunk>,
): Promise<LlmStreamEvent[]> {
  try {
    reading.source ??= await call.open();
    const read = await reading.source.next();
    if (read.kind === 'end') return [...call.end(reading.state, read.isMarked), BROKEN];
    return mapArrived(call, reading, { source: reading.source, first: read.chunk });
  } catch (error) {
    if (call.isAnswered(reading.state)) return [...call.end(reading.state, false), BROKEN];
    return [{ type: 'error', error: call.mapError(error) }];
  }
}

/** Maps every chunk that has arrived together. Text of one part becomes one event, because each event has many readers. */
function mapArrived<State, Chunk>(
  call: ModelCall<State, Chunk>,
  reading: Reading<State, Chunk>,
  { source, first }: { source: ChunkSource<Chunk>; first: Chunk },
): LlmStreamEvent[] {
  const events: LlmStreamEvent[] = [];
  for (let chunk: Chunk | null = first; chunk !== null; chunk = source.nextArrived()) {
    const [state, mapped] = call.map(reading.state, chunk);
    reading.state = state;
    if (call.isAnswered(state)) source.settle();
    for (const event of mapped) addEvent(events, event);
    if (events.at(-1)?.type === 'finish' || events.at(-1)?.type === 'error') break;
  }
  return events;
}

function addEvent(events: LlmStreamEvent[], event: LlmStreamEvent): void {
  const last = events.at(-1);
  if (last?.type === 'text_delta' && event.type === 'text_delta' && last.part === event.part)
    events[events.length - 1] = { ...last, delta: last.delta + event.delta };
  else events.push(event);
}
