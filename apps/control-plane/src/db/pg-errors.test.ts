import { EverrunsError } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { problemResponse } from '../kernel/problem.ts';
import { isTransient } from './pg-errors.ts';
import { LASTING_ERRORS, PASSING_ERRORS } from './testing/error-table.ts';
import { asUnavailable } from './transaction.ts';

describe('an error that passes', () => {
  it.each(PASSING_ERRORS)('$name is known as one', ({ error }) => {
    expect(isTransient(error)).toBe(true);
    const answer = problemResponse(asUnavailable(error), 'r');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it.each(LASTING_ERRORS)('$name is none', ({ error }) => {
    expect(isTransient(error)).toBe(false);
    expect(asUnavailable(error)).toBe(error);
  });

  it('says nothing of hosts and ports', async () => {
    for (const { error } of PASSING_ERRORS) {
      const { detail } = (await problemResponse(asUnavailable(error), 'r').json()) as { detail: string };
      expect(detail).toMatch(
        /^(The database|A service that this needs) cannot be reached now\. Try again in a moment\.$/,
      );
    }
  });

  it('leaves an error of ours what it is, whatever it was caused by', () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const error = new EverrunsError('provider_unavailable', 'The provider does not answer.', { cause });
    expect(asUnavailable(error)).toBe(error);
  });
});
