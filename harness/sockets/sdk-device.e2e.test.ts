import { randomUUID } from 'node:crypto';
import { createEverruns, defineTool, type ConnectOptions } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { useStack } from '../e2e/shared-stack.ts';

const shared = useStack();

/** A client whose sockets the test can cut. */
function openClient() {
  const sockets: WebSocket[] = [];
  class Cuttable extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      sockets.push(this);
    }
  }
  const everruns = createEverruns({
    baseUrl: shared.running.urls[0] ?? '',
    // It has the same shape, and more.
    WebSocket: Cuttable as unknown as typeof globalThis.WebSocket,
  });
  return { everruns, cut: () => sockets.at(-1)?.terminate() };
}

/** A tool that stays in the middle of its work until the test lets it go on. */
function makeSlowTool() {
  const name = `tool_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  let runs = 0;
  const tool = defineTool({
    execute: async () => {
      runs += 1;
      begun.resolve();
      await finish.promise;
      return `run ${runs}`;
    },
  });
  return { name, tools: { [name]: tool }, begun: begun.promise, finish: () => finish.resolve(), runs: () => runs };
}

async function newSession(tool: string): Promise<string> {
  const tools = [{ name: tool, description: 'Does it.', parameters: { type: 'object' } }];
  return (await shared.api.createSession({ tools })).id;
}
const scriptOf = (tool: string) => `[[sim:tool ${tool} {}]][[sim:next]][[sim:text Done.]]`;
const resultsOf = async (session: string) =>
  (await shared.api.events(session)).filter(({ type }) => type === 'tool.completed').map(({ data }) => data['result']);
const optionsOf = (more: Partial<ConnectOptions>): ConnectOptions => ({ deviceId: `d-${randomUUID()}`, ...more });

it('a message over the socket is answered, with the call executed here', async () => {
  const slow = makeSlowTool();
  slow.finish();
  const session_id = await newSession(slow.name);
  const connection = openClient().everruns.connect(optionsOf({ tools: slow.tools }));
  const request = connection.send({ session_id }, scriptOf(slow.name));
  expect(await request.text()).toBe('Done.');
  expect((await request.end()).mutations).toEqual([{ tool: slow.name, arguments: {}, result: 'run 1' }]);
  const deltas = [];
  for await (const frame of request) if (frame.type === 'stream_text') deltas.push(frame.delta);
  expect(deltas.join('')).toContain('Done.');
  connection.close();
  await connection.closed;
});

it('a socket that is cut in the middle of a call loses nothing and repeats nothing', async () => {
  const slow = makeSlowTool();
  const session_id = await newSession(slow.name);
  const { everruns, cut } = openClient();
  const states: string[] = [];
  const onStatus: ConnectOptions['onStatus'] = ({ state }) => void states.push(state);
  const connection = everruns.connect(optionsOf({ tools: slow.tools, onStatus }));
  const request = connection.send({ session_id }, scriptOf(slow.name));
  await slow.begun;
  cut();
  await expect.poll(() => states.filter((state) => state === 'open').length).toBe(2);
  slow.finish();
  expect(await request.text()).toBe('Done.');
  expect([slow.runs(), await resultsOf(session_id)]).toMatchObject([1, [{ result: 'run 1' }]]);
  connection.close();
});

it('a control plane that is killed in the middle of a call finds its device again, and the call runs once', async () => {
  const slow = makeSlowTool();
  const session_id = await newSession(slow.name);
  const connection = openClient().everruns.connect(optionsOf({ tools: slow.tools }));
  const request = connection.send({ session_id }, scriptOf(slow.name));
  await slow.begun;
  await shared.running.controlPlanes[0]?.kill('SIGKILL');
  slow.finish();
  await shared.running.controlPlanes[0]?.start();
  expect(await request.text()).toBe('Done.');
  expect([slow.runs(), await resultsOf(session_id)]).toMatchObject([1, [{ result: 'run 1' }]]);
  const messages = (await shared.api.events(session_id)).filter(({ type }) => type === 'input.message');
  expect(messages).toHaveLength(1);
  connection.close();
});

it('a newer connection of the device ends the older one for good', async () => {
  const options = optionsOf({});
  const opened = Promise.withResolvers<void>();
  const onStatus: ConnectOptions['onStatus'] = ({ state }) => void (state === 'open' && opened.resolve());
  const first = openClient().everruns.connect({ ...options, onStatus });
  await opened.promise;
  const second = openClient().everruns.connect(options);
  await expect(first.closed).rejects.toMatchObject({ code: 'conflict' });
  second.close();
  await second.closed;
});

it('a session is followed over the socket, and what was cut repeats and misses nothing', async () => {
  const { id } = await shared.api.createSession({});
  await shared.api.post(id, 'Hello', { wait: 20 });
  const { everruns, cut } = openClient();
  const connection = everruns.connect(optionsOf({}));
  const stop = new AbortController();
  const sequences: number[] = [];
  let cuts = 0;
  for await (const event of connection.subscribe(id, { signal: stop.signal })) {
    if (event.sequence === undefined) continue;
    sequences.push(event.sequence);
    if (event.type !== 'turn.completed') continue;
    cuts += 1;
    if (cuts === 3) stop.abort();
    cut();
    await shared.api.post(id, `Again ${cuts}`, { wait: 20 });
  }
  const last = sequences.at(-1) ?? 0;
  expect(sequences).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  connection.close();
  await connection.closed;
});

it('only what is new is followed if that is asked for, from before the socket was cut', async () => {
  const { id } = await shared.api.createSession({});
  await shared.api.post(id, 'Hello', { wait: 20 });
  const { last_sequence: head } = await shared.api.json<{ last_sequence: number }>('GET', `/v1/sessions/${id}`);
  const { everruns, cut } = openClient();
  const states: string[] = [];
  const connection = everruns.connect(optionsOf({ onStatus: ({ state }) => void states.push(state) }));
  const events = connection.subscribe(id, { after: 'latest' });
  const first = events.next();
  await expect.poll(() => states).toContain('open');
  // The server has answered what came before.
  await connection.send({ session_id: (await shared.api.createSession({})).id }, 'Hi').end();
  cut();
  await shared.api.post(id, 'Missed?', { wait: 20 });
  expect((await first).value).toMatchObject({ sequence: head + 1 });
  connection.close();
  expect((await events.return()).done).toBe(true);
});

it('a session that is not there is refused, and a message that is taken back while the socket is away is taken back', async () => {
  const { everruns, cut } = openClient();
  const states: string[] = [];
  const connection = everruns.connect(optionsOf({ onStatus: ({ state }) => void states.push(state) }));
  await expect(connection.subscribe(randomUUID()).next()).rejects.toMatchObject({ code: 'not_found' });
  const { id } = await shared.api.createSession({});
  const request = connection.send({ session_id: id }, '[[sim:hang]]');
  for await (const frame of request) if (frame.type === 'stream_start') break;
  cut();
  await expect.poll(() => states.at(-1)).toBe('waiting');
  request.cancel();
  expect(await request.end()).toMatchObject({ status: 'canceled' });
  connection.close();
});
