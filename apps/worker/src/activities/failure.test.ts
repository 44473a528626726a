import { EverrunsError } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { IS_RETRYABLE, toActivityFailure, toRetryFailure } from './failure.ts';

it.each(Object.entries(IS_RETRYABLE))('an error with the code %s is retried by Temporal: %s', (code, isRetryable) => {
  const failure = toActivityFailure(new EverrunsError(code as keyof typeof IS_RETRYABLE, 'x'));
  expect({ type: failure.type, nonRetryable: failure.nonRetryable }).toEqual({
    type: code,
    nonRetryable: !isRetryable,
  });
});

it('no word of an error, of its cause or of its stack enters a history', () => {
  const failure = toActivityFailure(
    new EverrunsError('internal', 'the user said hello', { cause: new Error('secret') }),
  );
  expect([failure.message, failure.stack, failure.cause, failure.details]).toEqual([
    'internal',
    '',
    undefined,
    undefined,
  ]);
});

it('an error that nobody meant to throw counts as internal', () => {
  expect(toActivityFailure(new TypeError('secret'))).toMatchObject({ type: 'internal', message: 'internal' });
});

it('the delay of an error and of a recorded failure becomes the delay of the next attempt', () => {
  const busy = toActivityFailure(new EverrunsError('unavailable', '', { retryAfterMs: 70 }));
  expect([busy.nextRetryDelay, toRetryFailure(900).nextRetryDelay]).toEqual([70, 900]);
  expect(toRetryFailure(0).nextRetryDelay).toBe(1);
});
