import type { JsonValue } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { readFixture } from '../test/read-fixture.ts';
import { findReportedError } from './find-reported-error.ts';

it.each<[JsonValue, string | undefined, { code?: unknown; message: string }]>([
  [{ error: { code: 502, message: 'Upstream died.' } }, undefined, { code: 502, message: 'Upstream died.' }],
  [{ error: 'overloaded' }, undefined, { message: 'overloaded' }],
  [{ choices: [{ error: { code: 429, message: 'Slow.' } }] }, undefined, { code: 429, message: 'Slow.' }],
  [{ type: 'error', code: 'server_error', message: 'No.' }, 'error', { code: 'server_error', message: 'No.' }],
  [{ message: 'No.' }, 'error', { message: 'No.' }],
  [{ object: 'error', message: 'No.', code: 40_303 }, undefined, { code: 40_303, message: 'No.' }],
  [{ base_resp: { status_code: 1_004, status_msg: 'Log in.' } }, undefined, { code: 1_004, message: 'Log in.' }],
  [{ detail: 'Not Found' }, undefined, { message: 'Not Found' }],
  [{ code: 1_302, msg: 'Too many.' }, undefined, { code: 1_302, message: 'Too many.' }],
  [{ type: 'response.failed', response: {} }, undefined, { message: 'the response failed' }],
])('finds what %j reports', (chunk, name, reported) => {
  expect(findReportedError(chunk, name)).toMatchObject(reported);
});

it('finds why a response failed', () => {
  expect(findReportedError(readFixture<{ type: string }>('responses-failed').at(-1) ?? null, undefined)).toMatchObject({
    code: 'server_error',
  });
});

it.each<JsonValue>([
  {},
  null,
  7,
  [],
  { error: null, choices: [] },
  { choices: [{ delta: { content: 'error' }, error: null }] },
  { choices: [], message: 'ok' },
  { type: 'response.completed', response: { error: null } },
  { base_resp: { status_code: 0, status_msg: '' }, choices: [{ delta: {} }] },
  { message: 'usage follows', usage: {} },
])('finds nothing in %j', (chunk) => {
  expect(findReportedError(chunk, undefined)).toBeNull();
});
