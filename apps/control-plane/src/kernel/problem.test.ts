import { ErrorCode, EverrunsError, HTTP_STATUS, Problem } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatPath } from './format-path.ts';
import { problemResponse, toInputError, toProblem } from './problem.ts';

describe('toProblem', () => {
  it.each(ErrorCode.options)('gives %s a valid problem document with its status', (code) => {
    const problem = Problem.parse(toProblem(new EverrunsError(code, 'Do this next.'), 'req-1'));
    expect(problem).toMatchObject({ code, status: HTTP_STATUS[code], request_id: 'req-1' });
    expect(problem.title).not.toBe('');
  });

  it('says nothing about an error that is not ours, nor about an internal one', () => {
    for (const error of [new Error('password=hunter2'), new EverrunsError('internal', 'password=hunter2'), null]) {
      const problem = toProblem(error, 'req-1');
      expect(problem.code).toBe('internal');
      expect(JSON.stringify(problem)).not.toContain('hunter2');
    }
  });

  it('says in whole seconds when to come back', () => {
    const response = problemResponse(new EverrunsError('unavailable', 'Later.', { retryAfterMs: 1_200 }), 'r');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('toInputError', () => {
  const refuse = (schema: z.ZodType, value: unknown, source: 'body' | 'query' = 'body') => {
    const result = schema.safeParse(value);
    if (result.success) throw new Error('was accepted');
    return toInputError(result.error, source);
  };

  it('names unknown fields of a body and unknown parameters of a query', () => {
    const schema = z.strictObject({ a: z.number() });
    expect(refuse(schema, { a: 1, b: 2, c: 3 })).toMatchObject({
      code: 'unknown_field',
      errors: [{ path: 'b', code: 'unknown_field' }, { path: 'c' }],
    });
    expect(refuse(schema, { a: 1, b: 2 }, 'query').code).toBe('unknown_parameter');
  });

  it('stops counting at fifty', () => {
    const body = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`k${n}`, n]));
    expect(refuse(z.strictObject({}), body).errors.length).toBe(50);
  });

  it('gives the limit of a range', () => {
    expect(refuse(z.strictObject({ n: z.number().max(5) }), { n: 6 }).errors[0]).toMatchObject({ path: 'n', limit: 5 });
  });

  it('explains a union by the alternative that was meant', () => {
    const part = z.union([
      z.strictObject({ type: z.literal('text'), text: z.string() }),
      z.strictObject({ type: z.literal('image'), url: z.string(), alt: z.string() }),
    ]);
    expect(
      refuse(z.strictObject({ parts: z.array(part) }), { parts: [{ type: 'image', url: 1, alt: 2 }] }).errors,
    ).toMatchObject([{ path: 'parts[0].url' }, { path: 'parts[0].alt' }]);
  });
});

describe('formatPath', () => {
  it.each([
    [[], '$'],
    [['a', 0, 'b'], 'a[0].b'],
    [[0], '[0]'],
    [['k'.repeat(1_000)], 'k'.repeat(200)],
  ])('writes %j as %s', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});
