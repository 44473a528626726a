import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createScriptedPlatform } from '../../test/scripted-platform.ts';
import { problem, startScriptServer, type Respond, type SeenRequest } from '../../test/script-server.ts';
import { createEverrunsOn } from '../everruns.ts';
import type { StreamOptions, StreamStatus } from './stream-events.ts';

const LENGTH = 8;

/** The log of a session whose events contain only their sequence. Every second event is followed by a delta. */
function framesAfter(sequence: number): string[] {
  const frames: string[] = [];
  for (let next = sequence + 1; next <= LENGTH; next += 1) {
    frames.push(
      frame('input.received', { id: `e${next}`, type: 'input.received', sequence: next, data: {} }, `e${next}`),
    );
    if (next % 2 === 0)
      frames.push(frame('output.message.delta', { type: 'output.message.delta', data: { offset: next } }));
  }
  return frames;
}

function frame(event: string, data: unknown, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

const DONE = frame('done', { reason: 'idle' }, `e${LENGTH}`);
const askedFor = ({ url }: SeenRequest): number => Number(new URL(url, 'http://x').searchParams.get('after_sequence'));

function begin(response: ServerResponse, afterSequence: number): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`retry: 1000\n\n${frame('connected', { after_sequence: afterSequence })}`);
  return response;
}

const whole: Respond = (response, request) =>
  void begin(response, askedFor(request)).end(framesAfter(askedFor(request)).join('') + DONE);

async function read(script: [Respond, ...Respond[]], options: StreamOptions = {}) {
  await using server = await startScriptServer(...script);
  const platform = createScriptedPlatform();
  const everruns = createEverrunsOn(platform, { baseUrl: server.url });
  const statuses: StreamStatus[] = [];
  const seen: (number | string)[] = [];
  const onStatus = (status: StreamStatus): void => void statuses.push(status);
  for await (const event of everruns.sessions.stream('s', { until: 'idle', onStatus, ...options })) {
    seen.push(event.sequence ?? event.type);
  }
  return { seen, statuses, platform, urls: server.requests.map(({ url }) => url) };
}

const sequences = (seen: readonly (number | string)[]) => seen.filter((item) => typeof item === 'number');
const ALL = Array.from({ length: LENGTH }, (_, index) => index + 1);

describe('a stream', () => {
  it('asks for what it was told to, and ends where the server says so', async () => {
    const { seen, urls, statuses } = await read([whole], { after: 4, types: ['input.*'], exclude: ['tool.progress'] });
    expect(seen).toEqual([5, 6, 'output.message.delta', 7, 8, 'output.message.delta']);
    expect(urls).toEqual([
      '/v1/sessions/s/sse?after_sequence=4&types=input.*&exclude=tool.progress&until=idle&heartbeat=event',
    ]);
    expect(statuses).toEqual([{ state: 'connecting' }, { state: 'open' }]);
  });

  it('has every event once though its connection is cut after every frame', async () => {
    const oneFrame: Respond = (response, request) => {
      const after = askedFor(request);
      const [next = DONE] = framesAfter(after);
      begin(response, after).write(next, () => response.destroy());
    };
    const { seen, urls } = await read([oneFrame]);
    expect(sequences(seen)).toEqual(ALL);
    expect(urls.length).toBeGreaterThan(LENGTH);
  });

  it('is cut in the middle of a frame, or of a character, and loses nothing', async () => {
    const bytes = Buffer.from(framesAfter(0).join('').replaceAll('"data":{}', '"data":{"text":"🦜"}'));
    const cutAt =
      (at: number): Respond =>
      (response) => {
        begin(response, 0).write(bytes.subarray(0, at), () => response.destroy());
      };
    const emoji = bytes.indexOf(Buffer.from('🦜'));
    for (const at of [1, emoji + 2, bytes.indexOf('\n\n') + 1]) {
      expect(sequences((await read([cutAt(at), whole])).seen)).toEqual(ALL);
    }
  });

  it('drops the events that a server sends again', async () => {
    const again: Respond = (response, request) => {
      const after = askedFor(request);
      if (after === 0) begin(response, 0).write(framesAfter(0).slice(0, 7).join(''), () => response.destroy());
      else begin(response, after).end(framesAfter(1).join('') + DONE);
    };
    expect(sequences((await read([again])).seen)).toEqual(ALL);
  });

  it('comes back at once where the server announced that it leaves', async () => {
    const leaving: Respond = (response) =>
      void begin(response, 0).end(frame('disconnecting', { reason: 'deploy', retry_ms: 100 }));
    const { seen, platform, statuses } = await read([leaving, whole]);
    expect(sequences(seen)).toEqual(ALL);
    expect(platform.slept).toEqual([100]);
    expect(statuses[2]).toEqual({ state: 'waiting', retry_in_ms: 100, error: null });
  });

  it('waits longer from failure to failure, and briefly again after an event', async () => {
    const away = problem(503, 'unavailable');
    const brief: Respond = (response) => {
      begin(response, 0).write(framesAfter(0)[0] ?? '', () => response.destroy());
    };
    const { platform } = await read([away, away, away, brief, away, whole]);
    expect(platform.slept).toEqual([125, 250, 500, 125, 250]);
  });

  it.each([
    [401, 'unauthorized'],
    [404, 'not_found'],
    [400, 'unknown_parameter'],
  ])('that is refused with %s throws', async (status, code) => {
    await expect(read([problem(status, code)])).rejects.toMatchObject({ status, code });
  });

  it('that gets 204 is over', async () => {
    expect((await read([(response) => void response.writeHead(204).end()])).seen).toEqual([]);
  });
});

describe('a stream from now on', () => {
  it('goes on from where it began when it is cut before its first event', async () => {
    const first: Respond = (response) => {
      begin(response, 3).write(': \n\n', () => response.destroy());
    };
    // The reader was disconnected while 4 and 5 were recorded.
    const moved: Respond = (response) => void begin(response, 5).end();
    const { seen, urls } = await read([first, moved, whole], { after: 'latest' });
    expect(sequences(seen)).toEqual([4, 5, 6, 7, 8]);
    expect(urls.map((url) => new URL(url, 'http://x').searchParams.get('after_sequence'))).toEqual([
      'latest',
      'latest',
      '3',
    ]);
  });
});

describe('a silent connection', () => {
  it('is left for a new one when nothing was heard for 25 s', async () => {
    const platform = createScriptedPlatform();
    await using server = await startScriptServer((response) => void begin(response, 0), whole);
    const everruns = createEverrunsOn(platform, { baseUrl: server.url });
    const seen: unknown[] = [];
    const opened = Promise.withResolvers<void>();
    const onStatus = ({ state }: StreamStatus): void => void (state === 'open' && opened.resolve());
    const reading = (async () => {
      for await (const event of everruns.sessions.stream('s', { until: 'idle', onStatus })) seen.push(event.sequence);
    })();
    await opened.promise;
    // Something was received in the first 25 s, and nothing in the next.
    platform.passSilence();
    await setImmediate();
    expect(server.requests.length).toBe(1);
    platform.passSilence();
    await reading;
    expect(sequences(seen as number[])).toEqual(ALL);
    expect(server.requests.length).toBe(2);
  });
});

describe('a reader', () => {
  it('that aborts leaves without an error, and the server sees it go', async () => {
    const gone = Promise.withResolvers<void>();
    await using server = await startScriptServer((response) => {
      response.on('close', () => gone.resolve());
      begin(response, 0).write(framesAfter(0)[0]);
    });
    const everruns = createEverrunsOn(createScriptedPlatform(), { baseUrl: server.url });
    const abort = new AbortController();
    const seen: unknown[] = [];
    for await (const event of everruns.sessions.stream('s', { signal: abort.signal })) {
      seen.push(event.sequence);
      abort.abort();
    }
    await gone.promise;
    expect(seen).toEqual([1]);
  });

  it('that breaks off closes its connection', async () => {
    const gone = Promise.withResolvers<void>();
    await using server = await startScriptServer((response) => {
      response.on('close', () => gone.resolve());
      begin(response, 0).write(framesAfter(0)[0]);
    });
    const everruns = createEverrunsOn(createScriptedPlatform(), { baseUrl: server.url });
    for await (const _event of everruns.sessions.stream('s')) break;
    await gone.promise;
    expect(server.requests.length).toBe(1);
  });
});
