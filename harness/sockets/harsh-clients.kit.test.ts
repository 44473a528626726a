import { judgeFigure } from '@everruns/kernel/testing';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createEverruns, defineTool } from '@everruns/sdk';
import type { Device, Page } from '@everruns/schemas';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { findFreePorts } from '../dev/free-ports.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { startFreezingProxy } from './freezing-proxy.ts';
import { connectDevice, type DeviceOptions, type TestDevice } from './test-device.ts';
import { encodeFrame, OPCODES } from './wire/encode-frame.ts';
import { RawSocket } from './wire/raw-socket.ts';

const metricsPorts = await findFreePorts(2);
/** The second replica asks often whether its devices are there. */
const HURRIED = { SOCKET_TIMES_MS: '600,400' };
const shared = useStack({
  controlPlanes: 2,
  envOf: (name) => {
    const index = Number(name.at(-1));
    return { METRICS_ADDR: `127.0.0.1:${metricsPorts[index]}`, ...(index === 1 ? HURRIED : {}) };
  },
});
const opened: (TestDevice | RawSocket)[] = [];
afterEach(() => {
  for (const { socket } of opened.splice(0)) {
    if ('terminate' in socket) socket.terminate();
    else socket.destroy();
  }
});

const urlOf = (replica: number) => shared.running.urls[replica] ?? '';
async function connect(replica: number, options: DeviceOptions = {}): Promise<TestDevice> {
  const device = await connectDevice(urlOf(replica), options);
  opened.push(device);
  return device;
}

interface Named {
  device_id: string;
  instance_id: string;
}
const newName = (): Named => ({ device_id: `d-${randomUUID()}`, instance_id: randomUUID() });

/** A device whose every byte the test decides. */
async function connectRaw(replica: number, named: Named, more: object = {}): Promise<RawSocket> {
  const raw = await RawSocket.open(urlOf(replica));
  opened.push(raw);
  raw.sendJson({ type: 'hello', ...named, ...more });
  await raw.next('welcome');
  return raw;
}

async function newCall(): Promise<{ tool: string; session: string; ask: () => Promise<unknown> }> {
  const tool = `tool_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const tools = [{ name: tool, description: 'Does it.', parameters: { type: 'object' } }];
  const { id } = await shared.api.createSession({ tools });
  return {
    tool,
    session: id,
    ask: () => shared.api.post(id, `[[sim:tool ${tool} {}]][[sim:next]][[sim:text Done.]]`),
  };
}

const resultsOf = async (session: string) =>
  (await shared.api.events(session)).filter(({ type }) => type === 'tool.completed').map(({ data }) => data['result']);

/** How many sockets of a replica were dropped for this reason. */
async function countDrops(replica: number, reason: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPorts[replica]}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`everruns_sockets_dropped_total{reason="${reason}"}`));
  return Number(line?.split(' ')[1] ?? 0);
}

async function residentMegabytes(replica: number): Promise<number> {
  const status = await readFile(`/proc/${shared.running.controlPlanes[replica]?.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

const MASK = Buffer.from([9, 8, 7, 6]);

function halfOf(text: Buffer): Buffer {
  const frame = encodeFrame({ opcode: OPCODES.text, payload: text }, MASK);
  return frame.subarray(0, frame.length / 2);
}

async function isConnected(device_id: string): Promise<boolean | undefined> {
  const page = await shared.api.json<Page<Device>>('GET', '/v1/devices?limit=100');
  return page.data.find((device) => device.device_id === device_id)?.is_connected;
}

describe('a client that does not read', () => {
  it('is dropped at its limit, and gets everything when it comes back', async () => {
    const { id: session_id } = await shared.api.createSession();
    const named = newName();
    const raw = await connectRaw(0, named);
    raw.sendJson({ type: 'subscribe', session_id, after_sequence: 'latest' });
    const { after_sequence } = await raw.next('subscribed');
    raw.socket.pause();
    const dropped = await countDrops(0, 'slow');
    const text = `[[sim:text ok]]${'x'.repeat(700_000)}`;
    // What the kernel takes for it comes first.
    for (let sent = 0; sent < 60 && (await countDrops(0, 'slow')) === dropped; sent += 1)
      await shared.replica(0).post(session_id, text, { wait: 30 });
    expect(await countDrops(0, 'slow')).toBe(dropped + 1);
    const back = await connectRaw(0, named, { resume: [{ session_id, after_sequence }] });
    const log = (await shared.api.events(session_id)).filter(({ sequence }) => sequence > Number(after_sequence));
    const found: unknown[] = [];
    while (found.length < log.length) {
      const { event } = await back.next('event');
      const { sequence } = event as { sequence?: number };
      if (sequence !== undefined) found.push(sequence);
    }
    expect(found).toEqual(log.map(({ sequence }) => sequence));
  });

  it.each([
    ['asks', { opcode: OPCODES.ping, payload: Buffer.alloc(125) }],
    ['answers', { opcode: OPCODES.text, payload: Buffer.from('{"type":"pong"}') }],
  ])('and only %s, as fast as it can, is closed and costs the process nothing', async (_, frame) => {
    const raw = await connectRaw(0, newName());
    raw.socket.pause();
    const before = await residentMegabytes(0);
    const many = Buffer.concat(Array.from({ length: 1_000 }, () => encodeFrame(frame, MASK)));
    for (let round = 0; round < 200 && raw.socket.writable; round += 1)
      await new Promise((resolve) => raw.socket.write(many, () => resolve(null)));
    raw.socket.resume();
    expect(await raw.until(() => raw.isEnded)).toBe(true);
    const value = (await residentMegabytes(0)) - before;
    judgeFigure({ name: 'memory for a client that only sends', value, unit: 'MB', most: 64 });
  });
});

describe('a device that is gone', () => {
  it('is dropped after a missed pong, and one that answers stays', async () => {
    const tool = `tool_${randomUUID().slice(0, 8)}`;
    const [there, mute] = [await connect(1, { tools: [tool] }), await connect(1, { isMute: true })];
    expect(await mute.closed).toBe(1006);
    const pings = () => there.frames.filter(({ type }) => type === 'ping').length;
    const seen = pings();
    await expect.poll(pings, { timeout: 30_000 }).toBeGreaterThan(seen + 2);
    expect(there.socket.readyState).toBe(WebSocket.OPEN);
    await expect.poll(() => isConnected(mute.device_id)).toBe(false);
    expect(await countDrops(1, 'silent')).toBeGreaterThan(0);
  });

  it('for as long as nobody hears of the other finds its call again, and executes it once', async () => {
    await using proxy = await startFreezingProxy(urlOf(1));
    const { tool, session, ask } = await newCall();
    const [begun, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let runs = 0;
    const execute = async () => {
      runs += 1;
      begun.resolve();
      await finish.promise;
      return runs;
    };
    const options = { deviceId: `d-${randomUUID()}`, tools: { [tool]: defineTool({ execute }) } };
    const states: string[] = [];
    // It has the same shape, and more.
    const everruns = createEverruns({
      baseUrl: proxy.url,
      WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    const connection = everruns.connect({ ...options, onStatus: ({ state }) => void states.push(state) });
    await expect.poll(() => states).toContain('open');
    await ask();
    await begun.promise;
    proxy.freeze();
    await expect.poll(() => isConnected(options.deviceId), { timeout: 20_000 }).toBe(false);
    await expect.poll(() => states, { timeout: 20_000 }).toContain('waiting');
    // Its result comes while nobody is there to take it, and others could have executed the call meanwhile.
    const other = await connect(0, { tools: [tool] });
    finish.resolve();
    proxy.thaw();
    await expect.poll(() => resultsOf(session), { timeout: 40_000 }).toMatchObject([{ result: 1 }]);
    expect(runs).toBe(1);
    expect(other.frames.filter(({ type }) => type === 'tool_call')).toEqual([]);
    connection.close();
    await connection.closed;
  });

  it.each([
    ['with half a frame on the wire', (raw: RawSocket, text: Buffer) => raw.socket.end(halfOf(text))],
    [
      'with half a frame and a reset',
      (raw: RawSocket, text: Buffer) => raw.socket.write(halfOf(text), () => raw.socket.resetAndDestroy()),
    ],
    [
      'with a result of 10 MB',
      (raw: RawSocket, text: Buffer) =>
        raw.send({ opcode: OPCODES.text, payload: Buffer.concat([text, Buffer.alloc(10 * 1024 * 1024, 32)]) }),
    ],
  ])('%s has recorded nothing, and its call is executed once', async (_, leave) => {
    const named = newName();
    const { tool, session, ask } = await newCall();
    const raw = await connectRaw(0, named, { tools: [tool] });
    await ask();
    const { tool_call_id } = await raw.next('tool_call');
    raw.sendJson({ type: 'claim', tool_call_id });
    expect(await raw.next('claimed')).toMatchObject({ ok: true });
    const result = Buffer.from(JSON.stringify({ type: 'tool_result', tool_call_id, result: 'lost' }));
    leave(raw, result);
    await raw.until(() => raw.isEnded);
    raw.socket.end();
    await expect.poll(() => isConnected(named.device_id)).toBe(false);
    expect(await resultsOf(session)).toEqual([]);
    const other = await connect(1, { tools: [tool] });
    const back = await connect(1, { ...named, tools: [tool], running: [String(tool_call_id)] });
    expect(await back.next('claimed')).toMatchObject({ tool_call_id, ok: true });
    back.send({ type: 'tool_result', tool_call_id, result: 'found' });
    await back.next('settled');
    await expect.poll(() => resultsOf(session)).toMatchObject([{ result: 'found' }]);
    expect(other.frames.filter(({ type }) => type === 'tool_call')).toEqual([]);
  });

  it('and whose server was killed has its call once, though two programs come back with its name', async () => {
    const named = newName();
    const { tool, session, ask } = await newCall();
    const device = await connect(1, { ...named, tools: [tool] });
    await ask();
    const { tool_call_id } = await device.next('tool_call');
    device.send({ type: 'claim', tool_call_id });
    await device.next('claimed');
    await shared.running.controlPlanes[1]?.kill('SIGKILL');
    expect(await device.closed).toBe(1006);
    // Another run of the program is first, with the same name; then comes the one that has claimed the call.
    const copy = await connect(0, { device_id: named.device_id, tools: [tool], running: [tool_call_id] });
    expect(await copy.next('claimed')).toMatchObject({ ok: false, by: `device:${named.device_id}` });
    const back = await connect(0, { ...named, tools: [tool], running: [tool_call_id] });
    expect(await back.next('claimed')).toMatchObject({ ok: true });
    expect(await copy.closed).toBe(4000);
    back.send({ type: 'tool_result', tool_call_id, result: 'once' });
    await back.next('settled');
    await expect.poll(() => resultsOf(session)).toMatchObject([{ result: 'once' }]);
    await shared.running.controlPlanes[1]?.start();
  });
});

it('a client that sends nonsense and does not answer the goodbye is cut off within seconds', async () => {
  const raw = await RawSocket.open(urlOf(0));
  opened.push(raw);
  raw.send({ opcode: 3, payload: Buffer.alloc(0) });
  expect(await raw.until(() => raw.isEnded)).toBe(true);
  expect(raw.closeCode).toBe(1002);
  const isCut = () => {
    raw.socket.write('still here');
    return raw.socket.destroyed;
  };
  await expect.poll(isCut, { timeout: 30_000 }).toBe(true);
});
