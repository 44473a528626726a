import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type StreamCall, WorkerStream } from './worker-stream.ts';

/** A stream without a peer, which keeps what was written to it. */
class DeadEnd extends EventEmitter {
  readonly written: Buffer[] = [];
  writableLength = 0;
  write(bytes: Buffer): void {
    this.written.push(bytes);
  }
  cancel(): void {}
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const end = { turn_id: 't', segment: 1 } as never;

it('a call that was made between two streams fails when the connection is closed, and is sent nowhere', async () => {
  const calls: DeadEnd[] = [];
  const stream = new WorkerStream({
    openCall: () => {
      const call = new DeadEnd();
      calls.push(call);
      return call as unknown as StreamCall;
    },
    log: { warn: () => undefined },
    deadlineMs: 60_000,
  });
  stream.openEventStream(() => undefined);
  calls[0]?.emit('end');
  // Between two streams, the call waits for the next one.
  const failed = stream.ask('end_segment' as never, end).catch((error: unknown) => error);
  stream.close();
  expect(await failed).toMatchObject({ code: 'unavailable' });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(calls.flatMap(({ written }) => written)).toEqual([]);
});
