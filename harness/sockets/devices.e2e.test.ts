import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { useStack } from '../e2e/shared-stack.ts';
import { connectDevice, type DeviceOptions, type TestDevice } from './test-device.ts';

const shared = useStack({ controlPlanes: 2 });
const opened: TestDevice[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((device) => device.cut()));
});

const urlOf = (replica: number) => shared.running.urls[replica] ?? '';
async function connect(replica: number, options: DeviceOptions = {}): Promise<TestDevice> {
  const device = await connectDevice(urlOf(replica), options);
  opened.push(device);
  return device;
}

/** A tool of its own for each test, because devices are offered the calls of every session of their subject. */
const makeTool = () => `tool_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
async function newSession(tool: string, timeout_ms?: number): Promise<string> {
  const parameters = { type: 'object' };
  const tools = [
    { name: tool, description: 'Does it.', parameters, ...(timeout_ms === undefined ? {} : { timeout_ms }) },
  ];
  return (await shared.api.createSession({ tools })).id;
}
const scriptOf = (tool: string, args = '{}') => `[[sim:tool ${tool} ${args}]][[sim:next]][[sim:text Done.]]`;
const say = (text: string) => [{ type: 'text', text }];

/** The results of the session's calls, as the log has them. */
async function resultsOf(session: string): Promise<unknown[]> {
  const events = await shared.api.events(session);
  return events.filter(({ type }) => type === 'tool.completed').map(({ data }) => data['result']);
}

describe('a message over the socket', () => {
  it('streams its answer, with the call that this device executes, and says what was done', async () => {
    const tool = makeTool();
    const session_id = await newSession(tool);
    const device = await connect(0, { tools: [tool] });
    device.send({ type: 'message', request_id: 'r1', session_id, content: say(scriptOf(tool, '{"a":1}')) });
    const start = await device.next('stream_start');
    expect(start).toMatchObject({ request_id: 'r1', session_id, disposition: 'started' });
    const call = await device.next('tool_call');
    expect(call).toMatchObject({ name: tool, arguments: { a: 1 }, request_id: 'r1', turn_id: start.turn_id });
    const { tool_call_id } = call;
    device.send({ type: 'claim', tool_call_id });
    expect(await device.next('claimed')).toMatchObject({ tool_call_id, ok: true });
    device.send({ type: 'tool_result', tool_call_id, result: { done: true } });
    expect(await device.next('settled')).toMatchObject({ tool_call_id, by: `device:${device.device_id}` });
    const end = await device.next('stream_end');
    expect(end).toMatchObject({
      request_id: 'r1',
      status: 'completed',
      mutations: [{ tool, arguments: { a: 1 }, result: { done: true } }],
    });
    const text = device.frames.flatMap((frame) => (frame.type === 'stream_text' ? [frame.delta] : [])).join('');
    expect(text).toContain('Done.');
    expect(device.frames.some((frame) => frame.type === 'stream_block')).toBe(true);
  });

  it('repeated with its name on another socket is the same message, and streams again', async () => {
    const { id: session_id } = await shared.api.createSession({});
    const frame = { type: 'message', request_id: randomUUID(), session_id, content: say('Hello') };
    const first = await connect(0);
    first.send(frame);
    const start = await first.next('stream_start');
    await first.next('stream_end');
    const second = await connect(1);
    second.send(frame);
    expect(await second.next('stream_start')).toMatchObject({ message_id: start.message_id, turn_id: start.turn_id });
    expect(await second.next('stream_end')).toMatchObject({ status: 'completed' });
    second.send({ ...frame, content: say('Something else') });
    expect(await second.next('error')).toMatchObject({ code: 'idempotency_key_reused', request_id: frame.request_id });
    const messages = (await shared.api.events(session_id)).filter(({ type }) => type === 'input.message');
    expect(messages).toHaveLength(1);
  });

  it('makes a session of an agent, and is taken back by its name', async () => {
    const { agent_id } = await shared.api.createSession({});
    const device = await connect(0);
    device.send({ type: 'message', request_id: 'slow', agent_id, content: say('[[sim:hang]]') });
    const { session_id } = await device.next('stream_start');
    device.send({ type: 'message', request_id: 'next', session_id, content: say('Hello') });
    expect(await device.next('stream_start')).toMatchObject({ disposition: 'queued' });
    device.send({ type: 'cancel', request_id: 'next' });
    expect(await device.next('stream_end')).toMatchObject({ request_id: 'next', status: 'canceled' });
    device.send({ type: 'message', request_id: 'steer', session_id, content: say('Hi'), busy_policy: 'steer' });
    expect(await device.next('stream_start')).toMatchObject({ disposition: 'steered' });
    device.send({ type: 'cancel', request_id: 'steer' });
    expect(await device.next('stream_end')).toMatchObject({ request_id: 'steer', status: 'canceled' });
    device.send({ type: 'cancel', request_id: 'slow' });
    expect(await device.next('stream_end')).toMatchObject({ request_id: 'slow', status: 'canceled' });
    device.send({ type: 'cancel', request_id: 'slow' });
    expect(await device.next('error')).toMatchObject({ code: 'not_found', request_id: 'slow' });
  });
});

describe('a call', () => {
  it('reaches the replica that holds the socket, and of two devices one gets it', async () => {
    const tool = makeTool();
    const session = await newSession(tool);
    const [here, there] = [await connect(0, { tools: [tool] }), await connect(1, { tools: [tool] })];
    await shared.replica(0).post(session, scriptOf(tool));
    const calls = await Promise.all([here.next('tool_call'), there.next('tool_call')]);
    const [first, second] = calls.map(({ tool_call_id }) => tool_call_id);
    expect(first).toBe(second);
    for (const device of [here, there]) device.send({ type: 'claim', tool_call_id: first });
    const claims = await Promise.all([here.next('claimed'), there.next('claimed')]);
    expect(claims.filter(({ ok }) => ok)).toHaveLength(1);
    const [winner, loser] = claims[0]?.ok ? [here, there] : [there, here];
    expect(claims.find(({ ok }) => !ok)?.by).toBe(`device:${winner.device_id}`);
    loser.send({ type: 'tool_result', tool_call_id: first, result: 'not mine' });
    expect(await loser.next('error')).toMatchObject({ code: 'conflict', tool_call_id: first });
    winner.send({ type: 'tool_result', tool_call_id: first, result: 'mine' });
    await winner.next('settled');
    await expect.poll(() => resultsOf(session)).toMatchObject([{ result: 'mine' }]);
  });

  it('that nobody has claimed is offered to whoever comes next', async () => {
    const tool = makeTool();
    const session = await newSession(tool);
    await shared.api.post(session, scriptOf(tool));
    const first = await connect(0, { tools: [tool] });
    const { tool_call_id } = await first.next('tool_call');
    await first.cut();
    const second = await connect(1, { tools: [tool] });
    expect(await second.next('tool_call')).toMatchObject({ tool_call_id });
  });

  it('over REST is answered by whoever is first, and the device is told', async () => {
    const tool = makeTool();
    const session = await newSession(tool);
    const device = await connect(1, { tools: [tool] });
    await shared.api.post(session, scriptOf(tool));
    const { tool_call_id } = await device.next('tool_call');
    const tool_results = [{ tool_call_id, result: 'by REST' }];
    await shared.replica(0).json('POST', `/v1/sessions/${session}/tool-results`, { body: { tool_results } });
    expect(await device.next('settled')).toMatchObject({ tool_call_id, by: 'operator' });
    device.send({ type: 'claim', tool_call_id });
    expect(await device.next('settled')).toMatchObject({ tool_call_id });
  });

  it('shows its progress to readers at other replicas', async () => {
    const tool = makeTool();
    const session_id = await newSession(tool);
    const [device, reader] = [await connect(0, { tools: [tool] }), await connect(1)];
    reader.send({ type: 'subscribe', session_id });
    await reader.next('event', ({ event }) => event['type'] === 'session.started');
    await shared.api.post(session_id, scriptOf(tool));
    const { tool_call_id } = await device.next('tool_call');
    device.send({ type: 'progress', tool_call_id, message: 'too early' });
    expect(await device.next('error')).toMatchObject({ code: 'conflict' });
    device.send({ type: 'claim', tool_call_id });
    await device.next('claimed');
    await reader.next('event', ({ event }) => event['type'] === 'tool.call_requested');
    device.send({ type: 'progress', tool_call_id, message: 'half' });
    const seen = await reader.next('event', ({ event }) => event['type'] === 'tool.progress');
    expect(seen.event['data']).toMatchObject({ tool_call_id, message: 'half' });
  });
});

describe('a claimed call', () => {
  async function claim(options: DeviceOptions & { timeout_ms?: number }) {
    const tool = makeTool();
    const session = await newSession(tool, options.timeout_ms);
    const device = await connect(0, { ...options, tools: [tool] });
    await shared.api.post(session, scriptOf(tool));
    const { tool_call_id } = await device.next('tool_call');
    device.send({ type: 'claim', tool_call_id });
    await device.next('claimed');
    return { tool, session, device, tool_call_id };
  }

  it('returns to the instance that runs it, wherever that comes back', async () => {
    const { tool, session, device, tool_call_id } = await claim({ device_id: `d-${randomUUID()}` });
    const { device_id, instance_id } = device;
    await device.cut();
    const back = await connect(1, { device_id, instance_id, tools: [tool], running: [tool_call_id] });
    expect(await back.next('claimed')).toMatchObject({ tool_call_id, ok: true });
    back.send({ type: 'tool_result', tool_call_id, result: 'once' });
    back.send({ type: 'tool_result', tool_call_id, result: 'twice' });
    await back.next('settled');
    expect(await back.next('settled')).toMatchObject({ tool_call_id, by: `device:${device_id}` });
    expect(await resultsOf(session)).toMatchObject([{ result: 'once' }]);
  });

  it('is unknown at its deadline if only another run of the program comes back', async () => {
    const { tool, session, device, tool_call_id } = await claim({ timeout_ms: 3_000 });
    const { device_id } = device;
    await device.cut();
    const restarted = await connect(1, { device_id, tools: [tool], running: [tool_call_id] });
    expect(await restarted.next('claimed')).toMatchObject({ tool_call_id, ok: false, by: `device:${device_id}` });
    const other = await connect(0, { tools: [tool] });
    await expect
      .poll(() => resultsOf(session), { timeout: 20_000 })
      .toMatchObject([{ error: expect.stringContaining('unknown') }]);
    expect(other.frames.filter(({ type }) => type === 'tool_call')).toEqual([]);
    const [done] = (await shared.api.events(session)).filter(({ type }) => type === 'tool.completed');
    expect(done?.data).toMatchObject({ outcome_unknown: true });
  });

  it('may have run when its turn is canceled', async () => {
    const { session, device, tool_call_id } = await claim({});
    await shared.api.json('POST', `/v1/sessions/${session}/cancel`);
    expect(await device.next('settled')).toMatchObject({ tool_call_id, by: 'canceled' });
    const [done] = (await shared.api.events(session)).filter(({ type }) => type === 'tool.completed');
    expect(done?.data).toMatchObject({ outcome_unknown: true });
  });
});

describe('a device', () => {
  it('has one socket, the newest, and an older one can claim nothing', async () => {
    const device_id = `d-${randomUUID()}`;
    const first = await connect(0, { device_id });
    const second = await connect(1, { device_id });
    expect(await first.next('bye')).toMatchObject({ reason: 'superseded', retry_ms: null });
    expect(await first.closed).toBe(4000);
    const third = await connect(1, { device_id, tools: ['open_file'] });
    expect(await second.closed).toBe(4000);
    const list = await shared.api.json<{
      data: { id: string; device_id: string; is_connected: boolean; epoch: number; tools: string[] }[];
    }>('GET', '/v1/devices?limit=100');
    const shown = list.data.find((device) => device.device_id === device_id);
    expect(shown).toMatchObject({ is_connected: true, epoch: 3, has_secret: false, tools: ['open_file'] });
    await shared.api.fetch('DELETE', `/v1/devices/${shown?.id}`);
    expect(await third.next('bye')).toMatchObject({ reason: 'device_deleted' });
  });

  it('that was registered with a secret needs it', async () => {
    const [device_id, secret] = [`d-${randomUUID()}`, randomUUID() + randomUUID()];
    await connect(0, { device_id, secret });
    await expect(connectDevice(urlOf(1), { device_id })).rejects.toThrow('forbidden');
    await expect(connectDevice(urlOf(1), { device_id, secret: `${secret}x` })).rejects.toThrow('forbidden');
    await connect(1, { device_id, secret });
  });
});

it('a server that stops says goodbye, and its devices are shown as gone', async () => {
  const device = await connect(1);
  const stopped = shared.running.controlPlanes[1]?.kill('SIGTERM');
  const bye = await device.next('bye');
  expect([bye.reason, await device.closed]).toEqual(['deploy', 1012]);
  expect(bye.retry_ms).toBeGreaterThan(0);
  await stopped;
  expect(shared.running.controlPlanes[1]?.takeCrashes()).toEqual([]);
  await shared.running.controlPlanes[1]?.start();
});
