import { ZERO_USAGE } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { driveStream, type ChunkSource, type ModelCall } from './drive-stream.ts';
import type { LlmStreamEvent } from './driver.ts';

const text = (delta: string): LlmStreamEvent => ({ type: 'text_delta', part: 0, delta });
const finish: LlmStreamEvent = { type: 'finish', reason: 'stop', usage: ZERO_USAGE };

interface Source {
  source: ChunkSource<LlmStreamEvent[]>;
  log: string[];
}

/** A source of chunks that are the events they map to, followed by an end or an error. It records how it was closed. */
function sourceOf(
  batches: LlmStreamEvent[][],
  end: { isMarked: boolean } | Error = { isMarked: false },
  arrived: LlmStreamEvent[][] = [],
): Source {
  const log: string[] = [];
  const left = [...batches];
  const source: ChunkSource<LlmStreamEvent[]> = {
    async next() {
      const chunk = left.shift();
      if (chunk !== undefined) return { kind: 'chunk', chunk };
      if (end instanceof Error) throw end;
      return { kind: 'end', ...end };
    },
    nextArrived: () => arrived.shift() ?? null,
    settle: () => void log.push('settled'),
    close: async (isAnswered) => void log.push(isAnswered ? 'given back' : 'ended'),
  };
  return { source, log };
}

const CALL: Omit<ModelCall<null, LlmStreamEvent[]>, 'open'> = {
  signal: new AbortController().signal,
  initial: null,
  parameters: [],
  map: (state, chunk) => [state, chunk],
  end: () => [],
  isAnswered: () => false,
  mapError: (error) => ({ class: 'internal', message: String(error) }),
};

function callOf({ source }: Source, overrides: Partial<ModelCall<null, LlmStreamEvent[]>> = {}) {
  return driveStream<null, LlmStreamEvent[]>({ ...CALL, open: async () => source, ...overrides });
}

async function collectAll(stream: AsyncIterable<LlmStreamEvent>): Promise<LlmStreamEvent[]> {
  const events: LlmStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

describe('driveStream', () => {
  it('ends with the first terminal event and gives the connection back', async () => {
    const source = sourceOf([[text('a'), finish, text('b')]]);
    expect(await collectAll(callOf(source))).toEqual([text('a'), finish]);
    expect(source.log).toEqual(['given back']);
  });

  it('joins the text of one part that has arrived together, and ends at the first terminal event of it', async () => {
    const other: LlmStreamEvent = { type: 'text_delta', part: 1, delta: 'd' };
    const source = sourceOf([[text('a')]], undefined, [[text('b')], [], [text('c'), other], [finish], [text('e')]]);
    expect(await collectAll(callOf(source))).toEqual([text('abc'), other, finish]);
    expect(source.log).toEqual(['given back']);
  });

  it('asks the mapper for what is still owed when the stream ends, and says whether the end was marked', async () => {
    for (const isMarked of [true, false]) {
      const end = (_state: null, marked: boolean) => [text(String(marked)), finish];
      const events = await collectAll(callOf(sourceOf([[text('a')]], { isMarked }), { end }));
      expect(events).toEqual([text('a'), text(String(isMarked)), finish]);
    }
  });

  it('goes on with an answer in whose middle the provider pauses, but not for ever', async () => {
    const started: LlmStreamEvent = { type: 'started', response_id: 'r' };
    const opened: string[] = [];
    const call = (left: number): ModelCall<null, LlmStreamEvent[]> => ({
      ...CALL,
      open: async () => {
        opened.push(`call ${left}`);
        return sourceOf([[started, text(String(left))], [finish]]).source;
      },
      resume: () => (left === 0 ? null : call(left - 1)),
    });
    expect(await collectAll(driveStream(call(2)))).toEqual([started, text('2'), text('1'), text('0'), finish]);
    opened.length = 0;
    expect((await collectAll(driveStream(call(99)))).at(-1)).toEqual(finish);
    expect(opened).toHaveLength(9);
  });

  it('calls a stream without a terminal event broken', async () => {
    const source = sourceOf([[text('a')]]);
    const events = await collectAll(callOf(source));
    expect(events).toMatchObject([text('a'), { type: 'error', error: { class: 'stream_broken' } }]);
    expect(source.log).toEqual(['ended']);
  });

  it('keeps an answer that the model had ended when the connection broke, and waits only briefly for what may follow', async () => {
    const source = sourceOf([[text('a')]], new Error('reset'));
    const events = await collectAll(callOf(source, { isAnswered: () => true, end: () => [finish] }));
    expect(events).toEqual([text('a'), finish]);
    expect(source.log).toEqual(['settled', 'given back']);
  });

  it('turns whatever is thrown into the terminal event', async () => {
    const map = () => {
      throw new Error('unreadable');
    };
    const open = () => {
      throw new Error('no address');
    };
    expect(await collectAll(callOf(sourceOf([[text('a')]]), { map }))).toMatchObject([
      { error: { class: 'internal', message: 'Error: unreadable' } },
    ]);
    expect(await collectAll(callOf(sourceOf([]), { open }))).toMatchObject([
      { error: { class: 'internal', message: 'Error: no address' } },
    ]);
    expect(await collectAll(callOf(sourceOf([], new Error('reset'))))).toMatchObject([
      { error: { class: 'internal', message: 'Error: reset' } },
    ]);
  });

  it('yields nothing but canceled after an abort, even with an answer in its hand', async () => {
    const abort = new AbortController();
    const source = sourceOf([[text('a'), { type: 'reasoning_delta', delta: 'b' }, finish]]);
    const events: LlmStreamEvent[] = [];
    for await (const event of callOf(source, { signal: abort.signal })) {
      events.push(event);
      abort.abort();
    }
    expect(events).toMatchObject([text('a'), { type: 'error', error: { class: 'canceled' } }]);
    expect(source.log).toEqual(['ended']);
  });

  it('ends the connection when its reader leaves early', async () => {
    const source = sourceOf([[text('a')], [finish]]);
    for await (const event of callOf(source)) {
      expect(event).toEqual(text('a'));
      break;
    }
    expect(source.log).toEqual(['ended']);
  });
});
