import { createInlineOffload } from '@everruns/core/testing';
import { Problem } from '@everruns/schemas';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createOpenAuthenticate } from '../auth/principal.ts';
import { LASTING_ERRORS, PASSING_ERRORS } from '../db/testing/error-table.ts';
import { systemClock } from '@everruns/kernel';
import { createIds } from '../kernel/create-ids.ts';
import { createHttpApp } from './app.ts';
import { defineRoute } from './route.ts';

afterEach(() => void vi.restoreAllMocks());

const base = {
  path: '/v1/things',
  summary: 'Things',
  tag: 'things',
  scopes: ['read'],
  auth: 'session',
  responses: [{ kind: 'json', status: 200, description: 'Things', schema: z.object({}) }],
  errors: [],
} as const;

/** An app whose routes fail with this error, and the lines that it logs. */
function appThatFailsWith(error: Error) {
  const logged: string[] = [];
  const handler = async (): Promise<never> => {
    throw error;
  };
  const app = createHttpApp({
    routes: [
      defineRoute({ ...base, method: 'get', operationId: 'list_things', handler }),
      defineRoute({ ...base, method: 'post', operationId: 'create_thing', handler }),
    ],
    authenticate: createOpenAuthenticate(),
    apiLimits: null,
    recordAudit: async () => {},
    trustedProxyHops: 0,
    hostPolicy: { allowedHosts: [], corsAllowedOrigins: [] },
    log: pino({ level: 'error' }, { write: (line) => logged.push(line) }),
    clock: systemClock,
    ids: createIds(systemClock),
    offload: createInlineOffload(),
  });
  return { app, logged };
}

async function answerOf(error: Error, method: string) {
  const headers = { host: 'localhost', 'sec-fetch-site': 'same-origin' };
  const { app, logged } = appThatFailsWith(error);
  const response = await app.request('http://localhost/v1/things', { method, headers }, {});
  expect(logged.join('')).toContain(JSON.stringify(error.message).slice(1, -1));
  const { code } = Problem.parse(await response.json());
  return { status: response.status, code, retryAfter: response.headers.get('retry-after') };
}

describe('over HTTP', () => {
  it.each(PASSING_ERRORS)('$name is 503 with a time to come back', async ({ error }) => {
    const unavailable = { status: 503, code: 'unavailable', retryAfter: '1' };
    expect(await answerOf(error, 'POST')).toEqual(unavailable);
    // Reads are retried for five seconds. The mocked clock makes them pass at once.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 10_000));
    expect(await answerOf(error, 'GET')).toEqual(unavailable);
  });

  it.each(LASTING_ERRORS)('$name is 500', async ({ error }) => {
    expect(await answerOf(error, 'POST')).toEqual({ status: 500, code: 'internal', retryAfter: null });
    expect(await answerOf(error, 'GET')).toEqual({ status: 500, code: 'internal', retryAfter: null });
  });
});
