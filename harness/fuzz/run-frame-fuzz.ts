import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { CLOSE_CODES } from '@everruns/schemas/ws';
import fc from 'fast-check';
import { ApiClient } from '../dev/api-client.ts';
import { loadDocument } from '../e2e/operations.ts';
import { TestDevice } from '../sockets/test-device.ts';
import { framesOf, type KnownNames } from './generate-frames.ts';

export interface FrameFuzzOptions {
  url: string;
  frames: number;
  seed: number;
}

export interface FrameFuzzReport {
  frames: number;
  faults: string[];
  /** How often each type of frame came, and each code of an error. */
  answers: Map<string, number>;
}

/** How many frames one socket is sent before the next begins. */
const PER_SOCKET = 50;
const SOCKETS = 6;
const CALLS = 8;
const TOOL = 'open_door';
/** With these codes the server may close a socket that is sent nonsense. */
const ALLOWED: readonly number[] = [CLOSE_CODES.refused, CLOSE_CODES.tooBig, CLOSE_CODES.superseded];

/** Sends frames made from the schemas to sockets of devices, and checks every answer against its schema. */
export async function runFrameFuzz({ url, frames: count, seed }: FrameFuzzOptions): Promise<FrameFuzzReport> {
  const api = new ApiClient([url]);
  const known = await makeNames(api);
  const frames = fc.sample(framesOf(await loadDocument(api), known), { numRuns: count, seed });
  const report: FrameFuzzReport = { frames: 0, faults: [], answers: new Map() };
  const waiting = Array.from({ length: Math.ceil(count / PER_SOCKET) }, (_, index) =>
    frames.slice(index * PER_SOCKET, (index + 1) * PER_SOCKET),
  ).entries();
  const sendAll = async (): Promise<void> => {
    for (const [index, texts] of waiting) await sendTo(url, { texts, isGreeted: index % 4 !== 0 }, report);
  };
  await Promise.all(Array.from({ length: SOCKETS }, sendAll));
  return report;
}

/** Sessions, and calls that wait for a client. One of them has its result. */
async function makeNames(api: ApiClient): Promise<KnownNames> {
  const tools = [{ name: TOOL, description: 'Opens a door.', parameters: { type: 'object' } }];
  const session = await api.createSession({ tools });
  const calls = await Promise.all(
    Array.from({ length: CALLS }, async (_, index) => {
      const { id } = await api.createSession({ tools });
      await api.post(id, `[[sim:tool ${TOOL} {}]][[sim:next]][[sim:text Done.]]`, { wait: 30 });
      const requested = (await api.events(id)).find(({ type }) => type === 'tool.call_requested');
      const tool_call_id = (requested?.data['tool_calls'] as { id: string }[] | undefined)?.[0]?.id ?? '';
      const body = { tool_results: [{ tool_call_id, result: 'open' }] };
      if (index === 0) await api.json('POST', `/v1/sessions/${id}/tool-results`, { body });
      return tool_call_id;
    }),
  );
  return {
    session_id: [session.id],
    agent_id: [session.agent_id],
    tool_call_id: calls,
    request_id: ['r1', 'r2', 'r3', 'r4'],
  };
}

async function sendTo(
  url: string,
  { texts, isGreeted }: { texts: readonly string[]; isGreeted: boolean },
  report: FrameFuzzReport,
): Promise<void> {
  const device = new TestDevice(url, { device_id: `fuzz-${randomUUID()}` });
  await once(device.socket, 'open');
  const { device_id, instance_id } = device;
  if (isGreeted) device.send({ type: 'hello', device_id, instance_id, tools: [TOOL] });
  for (const text of texts) {
    report.frames += 1;
    device.socket.send(text);
  }
  // Frames are handled in their order, so that what answers this one has handled all before.
  const tool_call_id = randomUUID();
  device.send({ type: 'claim', tool_call_id });
  try {
    await device.next('error', (frame) => frame.tool_call_id === tool_call_id);
  } catch (error) {
    const code = device.socket.readyState === device.socket.CLOSED ? await device.closed : 0;
    if (!ALLOWED.includes(code)) report.faults.push(`closed with ${code}: ${String(error).slice(0, 2_000)}`);
  }
  for (const frame of device.frames) {
    const name = frame.type === 'error' ? frame.code : frame.type;
    report.answers.set(name, (report.answers.get(name) ?? 0) + 1);
    if (frame.type === 'error' && frame.code === 'internal')
      report.faults.push(`${frame.message}\n${texts.join('\n').slice(0, 4_000)}`);
  }
  report.faults.push(...device.faults);
  await device.cut();
}
