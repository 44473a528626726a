import { CreateAgentRequest, isEverrunsError, type EverrunsError } from '@everruns/schemas';
import fc from 'fast-check';
import type { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '@everruns/core/testing';
import { toInputError } from '../kernel/problem.ts';
import parseBody from './parse-body.job.ts';
import { assertJsonMediaType, assertNoBody, readBytes } from './read-body.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const LIMITS = { maxBytes: 100, timeoutMs: 30_000 };
const JSON_LIMITS = { maxDepth: 64, maxItems: 100_000 };

function refusalOf(work: () => unknown): EverrunsError {
  try {
    work();
  } catch (error) {
    if (isEverrunsError(error)) return error;
    throw error;
  }
  throw new Error('was accepted');
}
function parseJsonBody<Schema extends z.ZodType>(bytes: Uint8Array, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(parseBody({ bytes, as: 'json', limits: JSON_LIMITS }));
  if (!result.success) throw toInputError(result.error, 'body');
  return result.data;
}
const parse = (text: string) => parseJsonBody(encode(text), CreateAgentRequest);

describe('a JSON body', () => {
  it.each([
    ['malformed JSON', '{"name": ', 'malformed_json', '$', undefined],
    ['no body', '', 'malformed_json', '$', undefined],
    ['an unknown field', '{"name":"a","system_prompt":"","color":1}', 'unknown_field', 'color', undefined],
    ['a NUL', '{"name":"a\\u0000","system_prompt":""}', 'invalid_request', 'name', undefined],
    ['a lone surrogate', '{"name":"a","system_prompt":"\\ud800"}', 'invalid_request', 'system_prompt', undefined],
    [
      '1e400',
      '{"name":"a","system_prompt":"","limits":{"max_iterations":1e400}}',
      'invalid_request',
      'limits.max_iterations',
      undefined,
    ],
    ['20,000 brackets', `{"name":"a","tags":${'['.repeat(20_000)}`, 'invalid_request', 'tags', 64],
    ['100,001 items', `{"name":"a","tags":[${'0,'.repeat(100_001)}`, 'invalid_request', 'tags', 100_000],
    ['a long name', `{"name":"${'n'.repeat(2_049)}","system_prompt":""}`, 'invalid_request', 'name', 2_048],
    [
      'a 2 MB prompt',
      `{"name":"a","system_prompt":"${'p'.repeat(2_000_000)}"}`,
      'invalid_request',
      'system_prompt',
      1_048_576,
    ],
    [
      'a wrong item',
      '{"name":"a","system_prompt":"","capabilities":[{"ref":"x","conf":1}]}',
      'unknown_field',
      'capabilities[0].conf',
      undefined,
    ],
    [
      '__proto__',
      '{"name":"a","system_prompt":"","tools":[{"__proto__":{}}]}',
      'invalid_request',
      'tools[0]',
      undefined,
    ],
  ])('refuses %s and names the field', (_name, text, code, path, limit) => {
    const error = refusalOf(() => parse(text));
    expect(error.code).toBe(code);
    expect(error.errors[0]?.path).toBe(path);
    expect(error.errors[0]?.limit).toBe(limit);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(refusalOf(() => parseJsonBody(Uint8Array.of(0x22, 0xff, 0x22), CreateAgentRequest)).code).toBe(
      'malformed_json',
    );
  });

  it('accepts a good body and applies its defaults', () => {
    expect(parse('{"name":"a","system_prompt":"b"}')).toMatchObject({ name: 'a', tags: [], busy_policy: 'queue' });
  });

  it('never throws anything but an EverrunsError, whatever the bytes', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.string().map((text) => `{"name":${text}`),
    );
    const bytes = fc.oneof(fc.uint8Array(), texts.map(encode));
    fc.assert(
      fc.property(bytes, (input) => {
        const error = outcomeOf(() => parseJsonBody(input, CreateAgentRequest));
        expect(error === null || (isEverrunsError(error) && error.errors.length > 0)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads every JSON value that it accepts as JSON.parse does', async () => {
    const { z } = await import('zod');
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10 }), (value) => {
        const text = JSON.stringify(value);
        const error = outcomeOf(() => expect(parseJsonBody(encode(text), z.any())).toEqual(JSON.parse(text)));
        expect(error === null || isEverrunsError(error)).toBe(true);
      }),
    );
  });
});

function outcomeOf(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

describe('readBytes', () => {
  const carrier = (chunks: string[], headers = {}) => ({
    headers: new Headers(headers),
    body: ReadableStream.from(chunks.map(encode)) as ReadableStream<Uint8Array>,
  });

  it('joins the chunks', async () => {
    expect(Buffer.from(await readBytes(carrier(['ab', 'c']), createFakeClock(), LIMITS)).toString()).toBe('abc');
  });

  it('stops at the cap, announced or not', async () => {
    const announced = readBytes(carrier([], { 'content-length': '101' }), createFakeClock(), LIMITS);
    await expect(announced).rejects.toMatchObject({ code: 'payload_too_large', errors: [{ limit: 100 }] });
    const sent = readBytes(carrier(['x'.repeat(60), 'x'.repeat(60)]), createFakeClock(), LIMITS);
    await expect(sent).rejects.toMatchObject({ code: 'payload_too_large' });
  });

  const whole = (read: () => Promise<ArrayBuffer>, length = '3') => ({
    headers: new Headers({ 'content-length': length }),
    body: null,
    arrayBuffer: read,
  });

  it('takes a body of an announced length as a whole', async () => {
    const body = whole(async () => encode('abc').buffer);
    const clock = createFakeClock();
    expect(Buffer.from(await readBytes(body, clock, LIMITS)).toString()).toBe('abc');
    expect(clock.sleepers).toBe(0);
    const longer = whole(async () => new ArrayBuffer(101));
    await expect(readBytes(longer, createFakeClock(), LIMITS)).rejects.toMatchObject({ code: 'payload_too_large' });
    const broken = whole(() => Promise.reject(new Error('reset')));
    await expect(readBytes(broken, createFakeClock(), LIMITS)).rejects.toMatchObject({ code: 'malformed_json' });
  });

  it('gives up on an announced body that does not come', async () => {
    const clock = createFakeClock();
    const never = whole(() => new Promise(() => undefined));
    const refused = expect(readBytes(never, clock, LIMITS)).rejects.toMatchObject({ code: 'request_timeout' });
    await clock.advance(30_000);
    await refused;
  });

  it('gives up on a body that does not come', async () => {
    const clock = createFakeClock();
    const reading = readBytes({ headers: new Headers(), body: new ReadableStream() }, clock, LIMITS);
    const refused = expect(reading).rejects.toMatchObject({ code: 'request_timeout', errors: [{ limit: 30_000 }] });
    await clock.advance(30_000);
    await refused;
  });

  it('reports a body that breaks off as malformed', async () => {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('reset')) });
    const reading = readBytes({ headers: new Headers(), body }, createFakeClock(), LIMITS);
    await expect(reading).rejects.toMatchObject({ code: 'malformed_json' });
  });
});

describe('assertNoBody', () => {
  it.each(['', ' \n', '{}', ' { } '])('accepts %j', (text) => {
    expect(outcomeOf(() => assertNoBody(encode(text)))).toBeNull();
  });

  it.each([
    ['[]', 'invalid_request'],
    ['{"a":1}', 'unknown_field'],
    ['x', 'malformed_json'],
  ])('refuses %s', (text, code) => {
    expect(refusalOf(() => assertNoBody(encode(text))).code).toBe(code);
  });
});

describe('assertJsonMediaType', () => {
  it.each(['application/json', 'application/json; charset=UTF-8', 'Application/Merge-Patch+JSON'])(
    'accepts %s',
    (type) => {
      expect(outcomeOf(() => assertJsonMediaType(new Headers({ 'content-type': type })))).toBeNull();
    },
  );

  it.each([
    {},
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  ])('refuses %o', (headers) => {
    expect(refusalOf(() => assertJsonMediaType(new Headers(headers))).code).toBe('unsupported_media_type');
  });
});
