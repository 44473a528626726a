import { EventEmitter } from 'node:events';
import { formatAtomKey } from '@everruns/schemas';
import { EmitEventStreamRequest, EmitEventStreamResponse } from '@everruns/internal-protocol/wire';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFakeWorkerService } from './testing/fake-worker-service.ts';
import { silent, TOKEN, TURN } from './testing/open-grpc.ts';
import { type WorkerCall, WorkerConnection } from './worker-connection.ts';
import { createStreamVerbs } from './worker-verbs.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Request = NonNullable<EmitEventStreamRequest['frame']>;

/** A connection to a service that takes every frame and lets every attempt fail. */
function connect() {
  const sent: EmitEventStreamResponse['frame'][] = [];
  const call = Object.assign(new EventEmitter(), {
    writable: true,
    write: (bytes: Buffer) => sent.push(EmitEventStreamResponse.decode(bytes).frame) > 0,
    isPaused: () => false,
  });
  const service = createFakeWorkerService({
    failAttempt: async () => {},
    openEventStream: (onServerFrame) => ({
      send(frame) {
        if (frame.kind !== 'frame') return;
        const { atom, attempt } = frame.token;
        const { frame_number } = frame;
        onServerFrame({ kind: 'ack', turn_id: TURN, atom_key: formatAtomKey(atom), attempt, frame_number });
      },
      close: async () => {},
    }),
  });
  const verbs = createStreamVerbs(service);
  const options = { call: call as unknown as WorkerCall, service, verbs, log: silent, onClosed: () => {} };
  const connection = new WorkerConnection(options);
  return { connection, sent, say: (frame: Request) => call.emit('data', { frame }) };
}

it('frames are acknowledged together, and those of an attempt that ends not at all', async () => {
  const { sent, say } = connect();
  const data = { tool_call_id: TURN, attempt: 1, message: 'm' };
  const draft = { type: 'tool.progress', data_json: JSON.stringify(data) };
  const other = { ...TOKEN, atom: { ...TOKEN.atom, ordinal: 1 } };
  say({ $case: 'preview', value: { token: TOKEN, frame_number: 1, draft } });
  for (const frame_number of [1, 2, 3]) say({ $case: 'preview', value: { token: other, frame_number, draft } });
  const failure = { token: TOKEN, retry_class: 'timeout', retry_after_ms: 1, detail: '', paid: [] };
  say({ $case: 'call', value: { id: 1, request: { $case: 'fail_attempt', value: failure } } });
  await vi.advanceTimersByTimeAsync(99);
  expect(sent).toEqual([{ $case: 'answer', value: { id: 1, response: { $case: 'fail_attempt', value: {} } } }]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent.slice(1)).toEqual([
    { $case: 'ack', value: { turn_id: TURN, atom_key: `${TURN}:1:act:1`, attempt: 1, frame_number: 3 } },
  ]);
});
