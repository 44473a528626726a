import { EverrunsError, ToolCallId } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import {
  createFakeClock,
  createRecordingEventEmitter,
  createSequentialIds,
  InMemorySessionFileStore,
  makeTestUuid,
  TEST_IDS,
} from '../testing/index.ts';
import { createToolOutput, STREAMED_OUTPUT_UNITS } from './tool-output.ts';

const call = { id: ToolCallId.parse(makeTestUuid(1)), ordinal: 0, name: 'bash', arguments: {} };

function openOutput() {
  const events = createRecordingEventEmitter();
  const files = new InMemorySessionFileStore({
    session_id: TEST_IDS.session,
    clock: createFakeClock(),
    ids: createSequentialIds(),
  });
  return { output: createToolOutput({ call, attempt: 2, events, files }), events, files };
}

describe('the output of a call', () => {
  it('is streamed with offsets, and is in no file while the frames hold all of it', async () => {
    const { output, events, files } = openOutput();
    output.emit('one\n');
    output.emit('');
    output.emit('two\u0000\n');
    expect(events.drafts).toEqual([
      { type: 'tool.output.delta', data: { tool_call_id: call.id, attempt: 2, offset: 0, delta: 'one\n' } },
      { type: 'tool.output.delta', data: { tool_call_id: call.id, attempt: 2, offset: 4, delta: 'two\uFFFD\n' } },
    ]);
    expect(await output.keep()).toBeNull();
    expect(await files.list('/', { recursive: true })).toEqual([]);
  });

  it('is streamed up to 1 MB, and is whole in a file', async () => {
    const { output, events, files } = openOutput();
    const line = `${'x'.repeat(99)}\n`;
    for (let index = 0; index < 20_000; index += 1) output.emit(line);
    const path = await output.keep();
    const streamed = events.drafts.map(({ data }) => ('delta' in data ? data.delta : '')).join('');
    expect(streamed).toBe(line.repeat(20_000).slice(0, STREAMED_OUTPUT_UNITS));
    expect(path).toBe(`/.tool-results/${call.id}.output.txt`);
    expect((await files.read(path ?? '')).content).toBe(line.repeat(20_000));
  });

  it('is cut where a file ends, however much follows', async () => {
    const { output, files } = openOutput();
    for (let index = 0; index < 100; index += 1) output.emit('\u{1F600}'.repeat(50_000));
    const path = await output.keep();
    expect((await files.stat(path ?? '')).size_bytes).toBeLessThanOrEqual(10 * 1024 * 1024);
  });

  it('does not fail the call if its file cannot be written', async () => {
    const { output, files } = openOutput();
    files.write = () => Promise.reject(new EverrunsError('payload_too_large', 'full'));
    output.emit('x'.repeat(STREAMED_OUTPUT_UNITS + 1));
    expect(await output.keep()).toBeNull();
  });
});
