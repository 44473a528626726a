import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createFakeClock } from '@everruns/core/testing';
import { EverrunsError } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { ECHO, HOARD, MAX_INPUT_BYTES, REFUSE, SPIN, TIMEOUT_MS } from '../test/test-jobs.ts';
import { chooseLimits, createOffload, type OffloadOptions } from './create-offload.ts';

const A = { tenant: 'a' };
const B = { tenant: 'b' };

function openWorld(options: Partial<OffloadOptions> = {}) {
  const clock = createFakeClock();
  const told: string[] = [];
  const killed: unknown[] = [];
  const offload = createOffload({
    clock,
    log: { warn: ({ job, tenant }) => void killed.push([job, tenant]) },
    limits: { slots: 2, slotsPerTenant: 1, waitingPerTenant: 1 },
    ...options,
  });
  offload.observe({
    onEnded: (job, outcome, seconds) => void told.push(`${job} ${outcome} ${seconds}`),
    onRejected: (job, reason) => void told.push(`${job} ${reason}`),
  });
  return { clock, offload, told, killed, [Symbol.asyncDispose]: () => offload.close() };
}

/** A job that never ends, and the moment at which it holds its thread. */
function startSpin(
  { offload }: Pick<ReturnType<typeof openWorld>, 'offload'>,
  options: { tenant: string; signal?: AbortSignal },
) {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const begun = Atomics.waitAsync(flag, 0, 0);
  const result = offload.run(SPIN, { flag }, options).catch((error: unknown) => error);
  return { result, begun: Promise.resolve(begun.value) };
}

describe('a job', () => {
  it('runs in a thread that knows nothing of the environment, and that did not exist before', async () => {
    await using world = openWorld();
    const { offload, told } = world;
    expect(offload.stats).toEqual({ threads: 0, running: 0, waiting: 0 });
    const input = { text: 'ä', bytes: new Uint8Array([1, 2]) };
    expect(await offload.run(ECHO, input, A)).toEqual({ input, variables: [] });
    expect(offload.stats).toEqual({ threads: 1, running: 0, waiting: 0 });
    expect(told).toEqual(['echo completed 0']);
  });

  it('refuses as it would here, and its defects are errors', async () => {
    await using world = openWorld();
    const { offload, told } = world;
    const refused: unknown = await offload.run(REFUSE, { isOurs: true }, A).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EverrunsError);
    expect(refused).toMatchObject({
      code: 'conflict',
      message: 'The pattern is bad.',
      retryAfterMs: 7,
      errors: [{ path: 'pattern', code: 'bad', message: 'is bad', limit: 3 }],
    });
    await expect(offload.run(REFUSE, { isOurs: false }, A)).rejects.toThrow(new RangeError('a defect'));
    expect(told).toEqual(['refuse refused 0', 'refuse failed 0']);
  });

  it('is not taken with an input beyond its limit', async () => {
    await using world = openWorld();
    await expect(world.offload.run(ECHO, 'x'.repeat(MAX_INPUT_BYTES), A)).rejects.toMatchObject({
      code: 'payload_too_large',
      errors: [{ path: 'test', code: 'too_big', limit: MAX_INPUT_BYTES }],
    });
    expect(world.told).toEqual(['echo too_large']);
  });
});

describe('a job that does not end', () => {
  it('is killed when its time is over, and its thread is replaced', async () => {
    await using world = openWorld();
    const { clock, offload, told, killed } = world;
    const spin = startSpin(world, A);
    await spin.begun;
    await clock.advance(TIMEOUT_MS);
    expect(await spin.result).toMatchObject({
      code: 'request_timeout',
      message: `The test took longer than ${TIMEOUT_MS} ms; ask for less.`,
      errors: [{ path: 'test', code: 'too_slow', limit: TIMEOUT_MS }],
    });
    expect(offload.stats.threads).toBe(0);
    expect(await offload.run(ECHO, 1, A)).toMatchObject({ input: 1 });
    expect(told).toEqual(['spin killed 1', 'echo completed 0']);
    expect(killed).toEqual([['spin', 'a']]);
  });

  it('ends with its caller', async () => {
    await using world = openWorld();
    const caller = new AbortController();
    const spin = startSpin(world, { ...A, signal: caller.signal });
    await spin.begun;
    caller.abort(new Error('gone'));
    expect(await spin.result).toEqual(new Error('gone'));
    expect(world.offload.stats).toEqual({ threads: 0, running: 0, waiting: 0 });
    await expect(world.offload.run(ECHO, 1, { ...A, signal: caller.signal })).rejects.toThrow('gone');
  });

  it('ends with the pool', async () => {
    const world = openWorld();
    const spin = startSpin(world, A);
    const waiting = world.offload.run(ECHO, 1, A).catch((error: unknown) => error);
    await spin.begun;
    await world.offload.close();
    expect(await spin.result).toMatchObject({ code: 'unavailable' });
    expect(await waiting).toMatchObject({ code: 'unavailable' });
    expect(world.offload.stats.threads).toBe(0);
    await expect(world.offload.run(ECHO, 1, B)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('holds up its own tenant, who is told to come back, and nobody else', async () => {
    await using world = openWorld();
    const { clock, offload, told } = world;
    const spin = startSpin(world, A);
    await spin.begun;
    const second = offload.run(ECHO, 2, A);
    await expect(offload.run(ECHO, 3, A)).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 1_000 });
    expect(await offload.run(ECHO, 4, B)).toMatchObject({ input: 4 });
    expect(offload.stats).toMatchObject({ running: 1, waiting: 1 });
    await clock.advance(TIMEOUT_MS);
    expect(await second).toMatchObject({ input: 2 });
    expect(told).toEqual(['echo overloaded', 'echo completed 0', 'spin killed 1', 'echo completed 0']);
  });
});

it('a job that hoards memory is killed, and the process lives', async () => {
  await using world = openWorld({ threads: { memoryMb: 32 } });
  await expect(world.offload.run(HOARD, undefined as never, A)).rejects.toMatchObject({
    code: 'payload_too_large',
    errors: [{ path: 'test', code: 'too_costly' }],
  });
  expect(await world.offload.run(ECHO, 1, A)).toMatchObject({ input: 1 });
});

it('a process whose jobs are done ends, with its threads still there', async () => {
  const file = fileURLToPath(new URL('../test/exit.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 60_000 });
  expect(stdout).toBe('threads 1');
});

it('no tenant can have all threads, on any machine', () => {
  const shares = [1, 2, 4, 16, 64].map(chooseLimits).map(({ slots, slotsPerTenant }) => [slots, slotsPerTenant]);
  expect(shares).toEqual([
    [2, 1],
    [2, 1],
    [4, 2],
    [8, 4],
    [8, 4],
  ]);
});
