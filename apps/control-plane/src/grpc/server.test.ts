import { systemClock } from '@everruns/kernel';
import { EverrunsError, LIMITS } from '@everruns/schemas';
import type { ClientFrame, ServerFrame, StreamState, WorkerService } from '@everruns/internal-protocol';
import { afterEach, expect, it } from 'vitest';
import { startGrpcServer } from './server.ts';
import { createFakeWorkerService } from './testing/fake-worker-service.ts';
import { codeOf, END, openGrpc, silent, TOKEN, TURN } from './testing/open-grpc.ts';

const { cleanups, startServer, connect, close } = openGrpc();
afterEach(close);

it('a call goes through with its arguments and its answer', async () => {
  const server = await startServer({
    waitForCalls: async ({ ordinals }) => ({ status: 'waited', runnable: ordinals, open: [7] }),
  });
  const request = { turn_id: TURN, segment: 1, iteration: 1, ordinals: [1, 2], timeout_ms: 50 };
  expect(await connect(server.address).waitForCalls(request)).toEqual({
    status: 'waited',
    runnable: [1, 2],
    open: [7],
  });
});

it.each(['wrong', '', 'righ', 'right '])('the token %j is refused before the service is asked', async (token) => {
  const server = await startServer({
    endSegment: async () => ({ status: 'ended' }),
    sessionFile: async () => ({ kind: 'snapshot', entries: [] }),
  });
  const client = connect(server.address, { token });
  expect(await codeOf(client.endSegment(END))).toBe('unauthenticated');
  const operation = { kind: 'snapshot' } as const;
  expect(await codeOf(client.sessionFile({ token: TOKEN, operation }))).toBe('unauthenticated');
});

it('calls with a wrong token are counted, and said once in a while with where they come from', async () => {
  const lines: [object, string][] = [];
  let refused = 0;
  const server = await startGrpcServer({
    service: createFakeWorkerService({}),
    address: '127.0.0.1:0',
    token: 'right',
    clock: systemClock,
    log: { ...silent, warn: (details, message) => void lines.push([details, message]) },
    onRefused: () => (refused += 1),
  });
  cleanups.push(() => server.close(0));
  const client = connect(server.address, { token: 'wrong' });
  const operation = { kind: 'snapshot' } as const;
  for (let time = 0; time < 3; time += 1) await codeOf(client.sessionFile({ token: TOKEN, operation }));
  expect(refused).toBe(3);
  expect(lines).toEqual([
    [{ peer: expect.stringContaining('127.0.0.1:') }, expect.stringContaining('WORKER_GRPC_TOKEN is not the one')],
  ]);
});

it('the client tells how its stream stands', async () => {
  const states: string[] = [];
  const server = await startServer({});
  const onState = (state: StreamState): void =>
    void states.push(state.kind === 'connected' ? 'connected' : state.error.code);
  connect(server.address, { onState }).openEventStream(() => {});
  await expect.poll(() => states).toEqual(['connected']);
  await server.close(0);
  await expect.poll(() => states[1]).toBe('unavailable');
  await startGrpcServer({
    service: createFakeWorkerService({}),
    address: server.address,
    token: 'new',
    clock: systemClock,
    log: silent,
  }).then((next) => cleanups.push(() => next.close(0)));
  await expect.poll(() => states.at(-1)).toBe('unauthenticated');
});

it('an event stream with a wrong token never reaches the service', async () => {
  const server = await startServer({});
  const warned = Promise.withResolvers<string>();
  const log = { warn: (details: object) => warned.resolve(JSON.stringify(details)) };
  const stream = connect(server.address, { token: 'wrong', log }).openEventStream(() => {});
  expect(await warned.promise).toContain('unauthenticated');
  await stream.close();
});

it('an error keeps its code and its delay', async () => {
  const server = await startServer({
    failAttempt: async () => {
      throw new EverrunsError('fenced', 'a newer segment owns the turn', { retryAfterMs: 40 });
    },
  });
  const call = connect(server.address).failAttempt({
    token: TOKEN,
    retry_class: 'timeout',
    retry_after_ms: 1,
    detail: '',
  });
  await expect(call).rejects.toMatchObject({
    code: 'fenced',
    message: expect.stringContaining('newer'),
    retryAfterMs: 40,
  });
});

it('a message above the limit is refused', async () => {
  const server = await startServer({ uploadFile: async () => ({ hash: new Uint8Array(32) }) });
  const content = new Uint8Array(LIMITS.grpcMessageBytes + 1);
  expect(await codeOf(connect(server.address).uploadFile({ token: TOKEN, content }))).toBe('payload_too_large');
});

it('a file of 10 MiB goes through, and no larger one', async () => {
  const server = await startServer({
    uploadFile: async ({ content }) => ({ hash: new TextEncoder().encode(String(content.length)) }),
  });
  const client = connect(server.address);
  const { hash } = await client.uploadFile({ token: TOKEN, content: new Uint8Array(LIMITS.fileBytes) });
  expect(new TextDecoder().decode(hash)).toBe(String(LIMITS.fileBytes));
  const content = new Uint8Array(LIMITS.fileBytes + 1);
  expect(await codeOf(client.uploadFile({ token: TOKEN, content }))).toBe('invalid_request');
});

it('a control plane that does not answer is unavailable after the deadline, and the service is told', async () => {
  const aborted = Promise.withResolvers<string>();
  const server = await startServer({
    endSegment: (_request, options) =>
      new Promise(() => options?.signal?.addEventListener('abort', () => aborted.resolve('told'))),
  });
  expect(await codeOf(connect(server.address, { deadlineMs: 60 }).endSegment(END))).toBe('unavailable');
  expect(await aborted.promise).toBe('told');
});

it('nobody listening is unavailable', async () => {
  const server = await startServer({});
  await server.close(0);
  expect(await codeOf(connect(server.address).endSegment(END))).toBe('unavailable');
});

it('an aborted call is canceled', async () => {
  const asked = Promise.withResolvers<void>();
  const server = await startServer({
    endSegment: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  });
  const abort = new AbortController();
  const call = codeOf(connect(server.address).endSegment(END, { signal: abort.signal }));
  await asked.promise;
  abort.abort();
  expect(await call).toBe('canceled');
});

/** A service that remembers frames and lets a test answer them. */
function createStreamService() {
  const received: ClientFrame[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let push: (frame: ServerFrame) => void = () => {};
  return {
    received,
    push: (frame: ServerFrame) => push(frame),
    hasReceived(count: number): Promise<void> {
      if (received.length >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    openEventStream: ((onServerFrame) => {
      push = onServerFrame;
      return {
        send(frame) {
          received.push(frame);
          for (const { count, resolve } of waiting) if (received.length >= count) resolve();
        },
        close: async () => {},
      };
    }) satisfies WorkerService['openEventStream'],
  };
}

function openStream(client: WorkerService) {
  const frames: ServerFrame[] = [];
  const waiting: (() => void)[] = [];
  const stream = client.openEventStream((frame) => {
    frames.push(frame);
    for (const wake of waiting.splice(0)) wake();
  });
  cleanups.push(() => stream.close());
  const next = async (count: number) => {
    while (frames.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { stream, frames, next };
}

it('frames go up and acknowledgements come down one stream', async () => {
  const service = createStreamService();
  const server = await startServer(service);
  const { stream, frames, next } = openStream(connect(server.address));
  await next(1);
  stream.send({ kind: 'heartbeat', running: [TOKEN] });
  await service.hasReceived(1);
  service.push({ kind: 'stop', turn_id: TURN, segment: 2, reason: 'canceled' });
  await next(2);
  expect(service.received).toEqual([{ kind: 'heartbeat', running: [TOKEN] }]);
  expect(frames).toEqual([{ kind: 'connected' }, { kind: 'stop', turn_id: TURN, segment: 2, reason: 'canceled' }]);
});

it('after a restart of the control plane the stream says hello again and reports the connection', async () => {
  const before = createStreamService();
  const first = await startServer(before);
  const { stream, frames, next } = openStream(connect(first.address));
  stream.send({ kind: 'hello', worker_id: 'w1' });
  await before.hasReceived(1);
  await first.close(0);
  const after = createStreamService();
  await startServer(after, first.address);
  await next(2);
  await after.hasReceived(1);
  expect(after.received).toEqual([{ kind: 'hello', worker_id: 'w1' }]);
  expect(frames).toEqual([{ kind: 'connected' }, { kind: 'connected' }]);
});

it('closing the server ends idle event streams within the grace', async () => {
  const service = createStreamService();
  const server = await startServer(service);
  const { next } = openStream(connect(server.address));
  await next(1);
  await server.close(5_000);
  expect(await codeOf(connect(server.address).endSegment(END))).toBe('unavailable');
});
