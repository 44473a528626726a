import { EverrunsError, LIMITS } from '@everruns/schemas';
import type { EndSegmentResponse } from '@everruns/internal-protocol';
import { WorkerServiceClient } from '@everruns/internal-protocol/wire';
import { credentials, Metadata } from '@grpc/grpc-js';
import { afterEach, expect, it, vi } from 'vitest';
import { codeOf, END, openGrpc, TOKEN } from './testing/open-grpc.ts';

const { cleanups, startServer, connect, close } = openGrpc();
afterEach(close);

const ENDED: EndSegmentResponse = { status: 'ended' };
const FAILURE = { token: TOKEN, retry_class: 'timeout' as const, retry_after_ms: 1, detail: '', paid: [] };

/** An `endSegment` that answers when the test says so. */
function holdCalls() {
  const held: (() => void)[] = [];
  const waiting: (() => void)[] = [];
  return {
    held,
    endSegment: () =>
      new Promise<EndSegmentResponse>((resolve) => {
        held.push(() => resolve(ENDED));
        for (const wake of waiting.splice(0)) wake();
      }),
    async haveCome(count: number): Promise<void> {
      while (held.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

/** The stream as the proto has it, without the client's manners. */
function openRawStream(address: string) {
  const client = new WorkerServiceClient(address, credentials.createInsecure());
  const metadata = new Metadata();
  metadata.set('authorization', 'Bearer right');
  const stream = client.emitEventStream(metadata);
  stream.on('error', () => {});
  cleanups.push(() => {
    stream.cancel();
    client.close();
  });
  return stream;
}

it('answers go to their calls, in whatever order they come', async () => {
  const server = await startServer({
    async endSegment({ segment }) {
      if (segment === 1) await vi.waitUntil(() => answered.length === 2, 20_000);
      if (segment === 2) throw new EverrunsError('fenced', 'older');
      return { status: segment === 1 ? 'ended' : 'refused' };
    },
  });
  const client = connect(server.address);
  const answered: string[] = [];
  const ask = async (segment: number): Promise<void> => {
    const word = await client.endSegment({ ...END, segment }).then(
      ({ status }) => status,
      () => 'failed',
    );
    answered.push(`${segment} ${word}`);
  };
  await Promise.all([ask(1), ask(2), ask(3)]);
  expect(answered.toSorted()).toEqual(['1 ended', '2 failed', '3 refused']);
  expect(answered.at(-1)).toBe('1 ended');
});

it('a call past its deadline is unavailable; its late answer reaches nobody and the stream goes on', async () => {
  const calls = holdCalls();
  const server = await startServer({ endSegment: calls.endSegment });
  const client = connect(server.address, { deadlineMs: 200 });
  expect(await codeOf(client.endSegment(END))).toBe('unavailable');
  const next = client.endSegment(END);
  await calls.haveCome(2);
  for (const answer of calls.held) answer();
  expect(await next).toEqual(ENDED);
});

it('a call whose stream breaks is unavailable, and the next one goes over a new stream', async () => {
  const calls = holdCalls();
  const server = await startServer({ endSegment: calls.endSegment });
  const client = connect(server.address);
  const call = codeOf(client.endSegment(END));
  await calls.haveCome(1);
  await server.close(0);
  expect(await call).toBe('unavailable');
  await startServer({ endSegment: async () => ENDED }, server.address);
  expect(await vi.waitUntil(() => client.endSegment(END).catch(() => undefined), 20_000)).toEqual(ENDED);
});

it('of two control planes the other one takes over when the one with the stream is gone', async () => {
  const calls = holdCalls();
  // A worker begins with any of them. The first call is held, wherever it comes.
  const asked: number[] = [];
  const startOne = (place: number) =>
    startServer({ endSegment: () => (asked.push(place) === 1 ? calls.endSegment() : Promise.resolve(ENDED)) });
  const servers = [await startOne(0), await startOne(1)];
  const client = connect(`ipv4:${servers.map(({ address }) => address).join(',')}`);
  const call = codeOf(client.endSegment(END));
  await calls.haveCome(1);
  await servers[asked[0] ?? 0]?.close(0);
  expect(await call).toBe('unavailable');
  expect(await vi.waitUntil(() => client.endSegment(END).catch(() => undefined), 20_000)).toEqual(ENDED);
  expect(new Set(asked).size).toBe(2);
});

it('a server that drains answers the calls under way, refuses new ones and lets the worker go elsewhere', async () => {
  const calls = holdCalls();
  const left = Promise.withResolvers<void>();
  const openEventStream = () => ({ send: () => {}, close: async () => left.resolve() });
  const server = await startServer({ endSegment: calls.endSegment, openEventStream });
  const client = connect(server.address);
  const underWay = client.endSegment(END);
  await calls.haveCome(1);
  const closed = server.close(10_000);
  expect(await codeOf(client.endSegment(END))).toBe('unavailable');
  calls.held[0]?.();
  expect(await underWay).toEqual(ENDED);
  await closed;
  await left.promise;
  expect(calls.held).toHaveLength(1);
  await startServer({ endSegment: async () => ENDED }, server.address);
  expect(await vi.waitUntil(() => client.endSegment(END).catch(() => undefined), 20_000)).toEqual(ENDED);
});

it('a worker with a thousand calls under way is not read until some are answered', async () => {
  const calls = holdCalls();
  const server = await startServer({ endSegment: calls.endSegment, failAttempt: async () => {} });
  const client = connect(server.address);
  const all = Promise.all(Array.from({ length: 1_200 }, () => client.endSegment(END)));
  await calls.haveCome(1_000);
  const other = connect(server.address);
  for (let time = 0; time < 50; time += 1) await other.failAttempt(FAILURE);
  expect(calls.held).toHaveLength(1_000);
  for (let answered = 0; answered < 1_200; answered += 1) {
    await calls.haveCome(answered + 1);
    calls.held[answered]?.();
  }
  expect(await all).toHaveLength(1_200);
});

it('a worker that does not take its answers is not read either', async () => {
  let started = 0;
  const message = 'x'.repeat(200_000);
  const server = await startServer({
    async failAttempt() {
      started += 1;
      throw new EverrunsError('conflict', message);
    },
  });
  const stream = openRawStream(server.address);
  for (let id = 1; id <= 120; id += 1) {
    const request = { $case: 'fail_attempt' as const, value: FAILURE };
    stream.write({ frame: { $case: 'call', value: { id, request } } });
  }
  await vi.waitUntil(() => started > 10, 20_000);
  const probe = connect(server.address);
  for (let time = 0; time < 5; time += 1) await codeOf(probe.failAttempt(FAILURE));
  expect(started).toBeLessThan(60);
  let received = 0;
  await new Promise<void>((resolve) => {
    stream.on('data', () => {
      received += 1;
      if (received === 120) resolve();
    });
  });
});

it('an answer above the limit fails its call and not the stream', async () => {
  const server = await startServer({
    endSegment: async () => ENDED,
    async failAttempt() {
      throw new EverrunsError('conflict', 'x'.repeat(LIMITS.grpcMessageBytes));
    },
  });
  const client = connect(server.address);
  expect(await codeOf(client.failAttempt(FAILURE))).toBe('payload_too_large');
  expect(await client.endSegment(END)).toEqual(ENDED);
});

it('a call above the limit fails alone', async () => {
  const server = await startServer({ endSegment: async () => ENDED, failAttempt: async () => {} });
  const client = connect(server.address);
  const detail = 'x'.repeat(LIMITS.grpcMessageBytes);
  expect(await codeOf(client.failAttempt({ ...FAILURE, detail }))).toBe('payload_too_large');
  expect(await client.endSegment(END)).toEqual(ENDED);
});

it('a call of no known kind is refused, and one that does not hold to its schema names the field', async () => {
  const server = await startServer({ endSegment: async () => ENDED });
  const stream = openRawStream(server.address);
  const answers: unknown[] = [];
  const two = new Promise<void>((resolve) => {
    stream.on('data', ({ frame }) => {
      answers.push(frame?.value);
      if (answers.length === 2) resolve();
    });
  });
  stream.write({ frame: { $case: 'call', value: { id: 7, request: undefined } } });
  const value = { ...FAILURE, token: { ...TOKEN, exec_id: 'x' } };
  stream.write({ frame: { $case: 'call', value: { id: 8, request: { $case: 'fail_attempt', value } } } });
  await two;
  expect(answers).toEqual([
    { id: 7, response: { $case: 'error', value: expect.objectContaining({ code: 'invalid_request' }) } },
    {
      id: 8,
      response: {
        $case: 'error',
        value: { code: 'invalid_request', message: 'the request is malformed at exec_id', retry_after_ms: undefined },
      },
    },
  ]);
});
