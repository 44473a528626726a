import { ZERO_USAGE } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { driveStream, type ModelCall } from './drive-stream.ts';
import type { LlmStreamEvent } from './driver.ts';

const text = (delta: string): LlmStreamEvent => ({ type: 'text_delta', part: 0, delta });
const finish: LlmStreamEvent = { type: 'finish', reason: 'stop', usage: ZERO_USAGE };

interface Source {
  chunks: AsyncIterable<LlmStreamEvent[]>;
  log: string[];
}

/** Chunks that are the events they map to; says how it was left. */
function sourceOf(...batches: LlmStreamEvent[][]): Source {
  const log: string[] = [];
  async function* read() {
    try {
      yield* batches;
      log.push('read to its end');
    } finally {
      log.push('closed');
    }
  }
  return { chunks: read(), log };
}

function callOf(source: Source, overrides: Partial<ModelCall<null, LlmStreamEvent[]>> = {}) {
  return driveStream<null, LlmStreamEvent[]>({
    signal: new AbortController().signal,
    initial: null,
    parameters: [],
    open: async () => source.chunks,
    map: (state, chunk) => [state, chunk],
    mapError: (error) => ({ class: 'internal', message: String(error) }),
    ...overrides,
  });
}

async function collectAll(stream: AsyncIterable<LlmStreamEvent>): Promise<LlmStreamEvent[]> {
  const events: LlmStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

describe('driveStream', () => {
  it('ends with the first terminal event and reads the connection to its end', async () => {
    const source = sourceOf([text('a'), finish, text('b')]);
    expect(await collectAll(callOf(source))).toEqual([text('a'), finish]);
    await expect.poll(() => source.log).toEqual(['read to its end', 'closed']);
  });

  it('asks the mapper for what is still owed when the stream ends', async () => {
    expect(await collectAll(callOf(sourceOf([text('a')]), { end: () => [finish] }))).toEqual([text('a'), finish]);
  });

  it('calls a stream without a terminal event broken', async () => {
    const events = await collectAll(callOf(sourceOf([text('a')])));
    expect(events).toMatchObject([text('a'), { type: 'error', error: { class: 'stream_broken' } }]);
  });

  it('turns whatever is thrown into the terminal event', async () => {
    const map = () => {
      throw new Error('unreadable');
    };
    const open = () => {
      throw new Error('no address');
    };
    expect(await collectAll(callOf(sourceOf([text('a')]), { map }))).toMatchObject([
      { error: { class: 'internal', message: 'Error: unreadable' } },
    ]);
    expect(await collectAll(callOf(sourceOf(), { open }))).toMatchObject([
      { error: { class: 'internal', message: 'Error: no address' } },
    ]);
  });

  it('yields nothing but canceled after an abort, even with an answer in its hand', async () => {
    const abort = new AbortController();
    const source = sourceOf([text('a'), text('b'), finish]);
    const events: LlmStreamEvent[] = [];
    for await (const event of callOf(source, { signal: abort.signal })) {
      events.push(event);
      abort.abort();
    }
    expect(events).toMatchObject([text('a'), { type: 'error', error: { class: 'canceled' } }]);
    await expect.poll(() => source.log).toEqual(['closed']);
  });

  it('closes the stream when its reader leaves early', async () => {
    const source = sourceOf([text('a')], [finish]);
    for await (const event of callOf(source)) {
      expect(event).toEqual(text('a'));
      break;
    }
    await expect.poll(() => source.log).toEqual(['closed']);
  });
});
