import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { useStack } from '../e2e/shared-stack.ts';
import { hasPythonKits, KITS_PYTHON } from '../foreign-clients/python-environment.ts';

const DEVICE = fileURLToPath(new URL('python_device.py', import.meta.url));
const shared = useStack();

it.skipIf(!hasPythonKits())(
  'Python’s `websockets` executes a call, is cut in the middle, resumes, and is closed with the codes of RFC 6455',
  async () => {
    const device = `python-${randomUUID()}`;
    const tool = `tool_${randomUUID().slice(0, 8)}`;
    const tools = [{ name: tool, description: 'Does it.', parameters: { type: 'object' } }];
    const { id } = await shared.api.createSession({ tools });
    const url = shared.api.url('/v1/ws').replace(/^http/, 'ws');
    const { stdout } = await promisify(execFile)(KITS_PYTHON, ['-W', 'error', DEVICE, url, id, tool, device]);
    const { sequences, ...seen } = JSON.parse(stdout) as { sequences: number[] };
    const events = await shared.api.events(id);
    expect(sequences).toEqual(events.map(({ sequence }) => sequence));
    expect(events.filter(({ type }) => type === 'tool.completed')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'input.message')).toHaveLength(1);
    expect(seen).toEqual({
      subprotocol: 'everruns.v1',
      extensions: [],
      is_ponged: true,
      call: { name: tool, arguments: { a: 1 } },
      claims: [true, true],
      settled_by: `device:${device}`,
      is_same_message: true,
      end: { status: 'completed', mutations: [{ tool, arguments: { a: 1 }, result: { sum: 1 } }] },
      codes: { close: 1000, binary: 1003, 'too large': 1009, fragments: 1009 },
    });
  },
);
