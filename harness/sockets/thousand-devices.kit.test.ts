import { judgeFigure } from '@everruns/kernel/testing';
import { randomUUID } from 'node:crypto';
import type { Device, Page } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { reserveMemoryReader } from '../dev/read-memory.ts';
import { useStack } from '../e2e/shared-stack.ts';
import { connectDevice, type TestDevice } from './test-device.ts';

const DEVICES = 1_000;
const AT_ONCE = 25;
const memory = await reserveMemoryReader();
const shared = useStack({ env: memory.env });

async function connectAll(count: number, tools: string[]): Promise<TestDevice[]> {
  const devices: TestDevice[] = [];
  const url = shared.running.urls[0] ?? '';
  while (devices.length < count)
    devices.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => connectDevice(url, { tools })))));
  return devices;
}

async function leaveAll(devices: readonly TestDevice[]): Promise<void> {
  await Promise.all(devices.map((device) => device.cut()));
  const connected = async () => {
    let count = 0;
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Page<Device> = await shared.api.json('GET', `/v1/devices?limit=100${query}`);
      count += page.data.filter(({ is_connected }) => is_connected).length;
      cursor = page.next_cursor;
    }
    return count;
  };
  await expect.poll(connected, { timeout: 60_000, interval: 500 }).toBe(0);
}

/** A call that all of them can execute: each is offered it, and one executes it. */
async function playCall(devices: readonly TestDevice[], tool: string): Promise<void> {
  const tools = [{ name: tool, description: 'Does it.', parameters: { type: 'object' } }];
  const { id } = await shared.api.createSession({ tools });
  await shared.api.post(id, `[[sim:tool ${tool} {}]][[sim:next]][[sim:text Done.]]`);
  const offers = await Promise.all(devices.map((device) => device.next('tool_call')));
  const tool_call_id = offers[0]?.tool_call_id;
  expect(new Set(offers.map((offer) => offer.tool_call_id))).toEqual(new Set([tool_call_id]));
  for (const device of devices) device.send({ type: 'claim', tool_call_id });
  const claims = await Promise.all(devices.map((device) => device.next('claimed')));
  expect(claims.filter(({ ok }) => ok)).toHaveLength(1);
  const winner = devices[claims.findIndex(({ ok }) => ok)];
  winner?.send({ type: 'tool_result', tool_call_id, result: 'once' });
  await winner?.next('settled');
  const results = async () => (await shared.api.events(id)).filter(({ type }) => type === 'tool.completed').length;
  await expect.poll(results).toBe(1);
}

it(
  `${DEVICES} devices on one process: each is offered a call, one executes it, and each is small`,
  { timeout: 300_000 },
  async () => {
    const tool = `tool_${randomUUID().slice(0, 8)}`;
    // What is compiled and allocated once is not counted.
    for (let round = 0; round < 2; round += 1) {
      const few = await connectAll(4 * AT_ONCE, [tool]);
      await playCall(few, tool);
      await leaveAll(few);
    }
    const before = await memory.read();
    const devices = await connectAll(DEVICES, [tool]);
    const held = await memory.read();
    const each = (bytes: number) => ({ value: bytes / DEVICES / 1024, unit: 'kB' as const });
    judgeFigure({ name: 'heap and buffers of a device', ...each(held.used - before.used), most: 30 });
    judgeFigure({ name: 'resident memory of a device', ...each(held.rss - before.rss), most: 120 });
    await playCall(devices, tool);
    expect(devices.filter(({ socket }) => socket.readyState !== 1)).toEqual([]);
    await leaveAll(devices);
    const after = await memory.read();
    judgeFigure({ name: 'what is kept of a device that has left', ...each(after.used - before.used), most: 4 });
  },
);
