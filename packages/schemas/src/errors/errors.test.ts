import { describe, expect, it } from 'vitest';
import { ErrorCode } from './error-code.ts';
import { EverrunsError, hasErrorCode, isEverrunsError } from './everruns-error.ts';
import { HTTP_STATUS } from './problem.ts';

describe('an EverrunsError', () => {
  it('carries its code, fields, delay and cause', () => {
    const cause = new Error('socket');
    const errors = [{ path: 'name', code: 'too_long', message: 'too long', limit: 3 }];
    const error = new EverrunsError('unavailable', 'Try again.', { cause, errors, retryAfterMs: 5 });
    expect(error).toMatchObject({ code: 'unavailable', message: 'Try again.', errors, retryAfterMs: 5, cause });
    expect(new EverrunsError('internal', 'x')).not.toHaveProperty('cause');
  });

  it('is known by its mark, also from another copy of the module', () => {
    const copy = { [Symbol.for('everruns.error')]: true, code: 'fenced' };
    expect([isEverrunsError(copy), hasErrorCode(copy, 'fenced'), hasErrorCode(copy, 'internal')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([null, undefined, 'x', new Error('fenced'), { code: 'fenced' }].map(isEverrunsError)).toEqual(
      Array(5).fill(false),
    );
  });
});

describe('the HTTP status of a code', () => {
  it('is there for every code and is an error', () => {
    expect(Object.keys(HTTP_STATUS).toSorted()).toEqual(ErrorCode.options.toSorted());
    expect(Object.values(HTTP_STATUS).every((status) => status >= 400 && status < 600)).toBe(true);
  });
});
