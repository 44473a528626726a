import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { EPHEMERAL_EVENTS, RECORDED_EVENTS, Problem } from '@everruns/schemas';
import { EventSource } from 'eventsource';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../dev/api-client.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { isEvent, joinDeltas, readUntil, sequencesOf } from './read-until.ts';
import { readFrameByFrame, type Resume } from './reconnecting-reader.ts';
import { useStack } from './shared-stack.ts';

const shared = useStack({ controlPlanes: 2 });

/** About two seconds of text, a pause in which the last delta is sent, and the end. */
const SLOW_ANSWER = '[[sim:tps 120]][[sim:words 150]][[sim:delay 300]]';

const recordedText = (log: readonly LoggedEvent[]): string => {
  const generation = log.find(({ type }) => type === 'llm.generation');
  return (generation?.data['output'] as { text: string }[] | undefined)?.[0]?.text ?? '';
};

/**
 * The lines of a stream until its first heartbeat, which comes after 15 s: the read starts before the other tests and is
 * checked after them.
 */
let heartbeats: Promise<string[]>;
beforeAll(async () => {
  const { id } = await shared.api.createSession();
  heartbeats = Promise.all(
    ['', '&heartbeat=event'].map((query) => readToHeartbeat(`/v1/sessions/${id}/sse?after_sequence=latest${query}`)),
  );
  // If that test is skipped, the stack ends before the heartbeat.
  heartbeats.catch(() => undefined);
});

async function readToHeartbeat(path: string): Promise<string> {
  const leave = new AbortController();
  const response = await shared.api.fetch('GET', path, { signal: leave.signal });
  let lines = '';
  for await (const chunk of response.body ?? []) {
    lines += new TextDecoder().decode(chunk);
    if (lines.includes(': heartbeat')) break;
  }
  leave.abort();
  return lines.slice(lines.indexOf(': heartbeat'));
}

describe('a reader that reconnects at every frame sees exactly the log', () => {
  const ways: Resume[] = ['Last-Event-ID', 'since_id', 'after_sequence', 'since_id of any frame'];

  it(`with ${ways.join(', ')}, each over two replicas`, async () => {
    const { api } = shared;
    const session = await api.createSession();
    const readings = ways.map((resume) => readFrameByFrame(api, session.id, resume));
    await api.post(session.id, `[[sim:tool add {"a":1,"b":2}]][[sim:next]]${SLOW_ANSWER}`);
    const seen = await Promise.all(readings);
    const log = await api.events(session.id);
    expect(log.length).toBeGreaterThan(15);
    for (const events of seen) expect(events).toEqual(log);
  });
});

describe('a reader that joins in the middle of an answer', () => {
  it('sees what was said so far and then the rest, on the replica that runs the turn and on the other', async () => {
    const { api } = shared;
    const session = await api.createSession();
    const watch = readUntil(api, session.id, { until: isEvent('session.idled') });
    let saidBefore = 0;
    const posting = api.post(session.id, SLOW_ANSWER);
    for await (const frame of api.stream(session.id)) {
      if (frame.event === 'output.message.delta') saidBefore += String(frame.data.data?.['delta']).length;
      if (saidBefore > 200) break;
    }
    const joiners = [0, 1].flatMap((index) =>
      ['', '?after_sequence=latest'].map((query) =>
        readUntil(shared.replica(index), session.id, { query, until: isEvent('session.idled') }),
      ),
    );
    await posting;
    const all = await Promise.all([watch, ...joiners]);
    const log = await api.events(session.id);
    const spoken = recordedText(log);
    expect(spoken.length).toBeGreaterThan(600);
    for (const frames of all) expect(joinDeltas(frames, 'output.message.delta')).toBe(spoken);
    for (const frames of all.slice(1)) {
      const [first, ...rest] = frames.filter(isEvent('output.message.delta'));
      expect(String(first?.data.data?.['delta']).length).toBeGreaterThanOrEqual(saidBefore);
      expect(rest.length).toBeGreaterThan(5);
    }
    expect(sequencesOf(all[1] ?? [])).toEqual(log.map(({ sequence }) => sequence));
  });
});

describe('a reader that never reads', () => {
  it('is dropped, and resumes without a loss', async () => {
    const { api } = shared;
    const session = await api.createSession();
    await api.post(session.id, '[[sim:hang]]');
    const target = new URL(shared.running.urls[0] ?? '');
    const socket = connect(Number(target.port), target.hostname);
    socket.pause();
    await once(socket, 'connect');
    socket.write(`GET /v1/sessions/${session.id}/sse HTTP/1.1\r\nHost: ${target.host}\r\nConnection: close\r\n\r\n`);
    const large = 'x'.repeat(1_000_000);
    for (let round = 0; round < 6; round += 1) {
      await Promise.all(Array.from({ length: 4 }, () => api.post(session.id, large)));
    }
    await api.json('POST', `/v1/sessions/${session.id}/cancel`);
    const got = parseFrames(await text(socket.setEncoding('utf8')));
    const log = await api.events(session.id);
    expect(got.length).toBeGreaterThan(0);
    expect(got.length).toBeLessThan(log.length);
    const lastEventId = got.at(-1)?.id ?? '';
    const rest = await readUntil(api, session.id, { lastEventId, until: isEvent('session.idled') });
    const ids = [...got.map(({ id }) => id), ...rest.flatMap(({ id }) => id ?? [])];
    expect(ids).toEqual(log.map(({ id }) => id));
  });
});

/** Returns the complete recorded frames that a raw connection has received; the last one may be cut. */
function parseFrames(raw: string): { id: string }[] {
  return [...raw.matchAll(/^id: (\S+)\nevent: \S+\ndata: .*\n\n/gm)].map(([, id = '']) => ({ id }));
}

function findCall(log: readonly LoggedEvent[]): string | undefined {
  const requested = log.find(({ type }) => type === 'tool.call_requested');
  return (requested?.data as { tool_calls: { id: string }[] } | undefined)?.tool_calls[0]?.id;
}

describe('a browser’s EventSource', () => {
  it('reads the log exactly though its connection is cut', async () => {
    const { api, running } = shared;
    await using proxy = await startCuttingProxy(running.urls[0] ?? '');
    const tools = [{ name: 'ask', description: 'Asks.', parameters: { type: 'object', properties: {} } }];
    const session = await api.createSession({ tools });
    const source = new EventSource(`${proxy.url}/v1/sessions/${session.id}/sse`);
    const seen: unknown[] = [];
    const idled = Promise.withResolvers<void>();
    for (const type of Object.keys(RECORDED_EVENTS)) {
      source.addEventListener(type, ({ data }: { data: string }) => {
        seen.push(JSON.parse(data));
        if (type === 'reason.started' || type === 'output.message.completed') proxy.cut();
        if (type === 'session.idled') idled.resolve();
      });
    }
    await once(source as never, 'open');
    await api.post(session.id, '[[sim:tool ask {}]][[sim:next]][[sim:words 10]]');
    // The turn waits for its client until the reader is connected again.
    await expect.poll(() => proxy.connections(), { timeout: 20_000 }).toBeGreaterThan(1);
    await expect.poll(() => api.events(session.id).then(findCall)).toBeDefined();
    const body = { tool_results: [{ tool_call_id: findCall(await api.events(session.id)), result: 'yes' }] };
    await api.json('POST', `/v1/sessions/${session.id}/tool-results`, { body });
    await idled.promise;
    source.close();
    expect(seen).toEqual(await api.events(session.id));
  });
});

describe('types and exclude', () => {
  const SOME = '[[sim:tool add {"a":1,"b":2}]][[sim:next]][[sim:words 20]]';
  const read = async (id: string, query: string): Promise<string[]> => {
    const frames = await readUntil(shared.api, id, { query: `?until=idle${query}`, until: () => false });
    return frames.map(({ event }) => event);
  };

  it('choose what is sent, by name and by prefix, and leave the end of until=idle alone', async () => {
    const { api } = shared;
    const session = await api.createSession();
    await api.post(session.id, SOME, { wait: 20 });
    expect(await read(session.id, '&types=turn.*&types=input.message')).toEqual([
      'connected',
      'input.message',
      'turn.started',
      'turn.completed',
      'done',
    ]);
    const all = (await api.events(session.id)).map(({ type }) => type);
    expect(await read(session.id, '&exclude=output.*&exclude=session.idled')).toEqual([
      'connected',
      ...all.filter((type) => !type.startsWith('output.') && type !== 'session.idled'),
      'done',
    ]);
    expect(await read(session.id, '&types=tool.*&exclude=tool.started')).toEqual([
      'connected',
      'tool.completed',
      'done',
    ]);
  });

  it('know every event of the catalog, and refuse a name that nothing has', async () => {
    const session = await shared.api.createSession();
    const open = async (query: string) => {
      const leave = new AbortController();
      const answer = await shared.api.fetch('GET', `/v1/sessions/${session.id}/sse?${query}`, { signal: leave.signal });
      const body: unknown = answer.ok ? null : await answer.json();
      leave.abort();
      return { status: answer.status, body };
    };
    for (const type of [...Object.keys(RECORDED_EVENTS), ...Object.keys(EPHEMERAL_EVENTS), 'output.message.*']) {
      expect([type, (await open(`types=${type}`)).status]).toEqual([type, 200]);
    }
    for (const query of [
      'types=nothing',
      'exclude=turn.exploded',
      'types=zzz.*',
      'types=turn.started&types=',
      'types=*',
    ]) {
      const { status, body } = await open(query);
      expect([query, status]).toEqual([query, 400]);
      expect(Problem.parse(body).errors?.[0]?.path).toBe(query.startsWith('exclude') ? 'exclude' : 'types');
    }
  });
});

describe('a heartbeat', () => {
  it('is a comment, and a frame too for those who ask', async () => {
    const [plain, asked] = await heartbeats;
    expect(plain).toBe(': heartbeat\n\n');
    expect(asked).toBe(': heartbeat\n\nevent: heartbeat\ndata: {}\n\n');
  });
});

describe('a replica that is shut down', () => {
  it('says so to its readers, who resume on the other and miss nothing of the turn', async () => {
    const { api, running } = shared;
    const session = await api.createSession();
    const [leaving, staying] = [shared.replica(0), shared.replica(1)];
    const reading = readUntil(leaving, session.id, { until: () => false });
    await leaving.post(session.id, SLOW_ANSWER);
    await readUntil(staying, session.id, { until: isEvent('output.message.delta') });
    const gone = running.controlPlanes[0]?.kill('SIGTERM');
    const frames = await reading;
    expect(frames.at(-1)).toMatchObject({ event: 'disconnecting', data: { reason: 'deploy', retry_ms: 100 } });
    const lastEventId = frames.findLast(({ id }) => id !== undefined)?.id ?? '';
    const rest = await readUntil(staying, session.id, { lastEventId, until: isEvent('session.idled') });
    await gone;
    const log = await staying.events(session.id);
    expect(sequencesOf([...frames, ...rest])).toEqual(log.map(({ sequence }) => sequence));
    expect(joinDeltas(rest, 'output.message.delta')).toBe(recordedText(log));
    expect(log.filter(({ type }) => type.startsWith('turn.')).map(({ type }) => type)).toEqual([
      'turn.started',
      'turn.completed',
    ]);
    await running.controlPlanes[0]?.start();
  });
});
