import { isEverrunsError } from '@everruns/schemas';
import type { WorkerService } from '@everruns/internal-protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LASTING_ERRORS, PASSING_ERRORS } from '../db/testing/error-table.ts';
import { END, openGrpc, TOKEN } from './testing/open-grpc.ts';

const { startServer, connect, close } = openGrpc();
let failure: Error;
let client: WorkerService;
beforeAll(async () => {
  const fail = () => Promise.reject(failure);
  client = connect((await startServer({ endSegment: fail, sessionFile: fail })).address);
});
afterAll(close);

const calls = {
  'a call of its own': () => client.sessionFile({ token: TOKEN, operation: { kind: 'snapshot' } }),
  'a call over the stream': () => client.endSegment(END),
};
const caught = (call: () => Promise<unknown>) =>
  call().then(
    () => 'answered',
    (error: unknown) => (isEverrunsError(error) ? [error.code, error.retryAfterMs] : error),
  );

describe.each(Object.entries(calls))('in %s', (_way, call) => {
  it.each(PASSING_ERRORS)('$name is UNAVAILABLE with a time to come back', async ({ error }) => {
    failure = error;
    expect(await caught(call)).toEqual(['unavailable', 1_000]);
  });

  it.each(LASTING_ERRORS)('$name is INTERNAL', async ({ error }) => {
    failure = error;
    expect(await caught(call)).toEqual(['internal', undefined]);
  });
});
