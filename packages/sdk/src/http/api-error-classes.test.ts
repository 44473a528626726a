import { expect, it } from 'vitest';
import { AlreadyResolvedError } from './already-resolved-error.ts';
import { ConflictError } from './conflict-error.ts';
import {
  apiErrorClass,
  AuthenticationError,
  InternalError,
  InvalidRequestError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  UnavailableError,
} from './api-error-classes.ts';

it.each([
  [400, 'unknown_field', InvalidRequestError],
  [401, 'unauthenticated', AuthenticationError],
  [403, 'org_forbidden', PermissionDeniedError],
  [404, 'not_found', NotFoundError],
  [409, 'session_busy', ConflictError],
  [409, 'already_resolved', AlreadyResolvedError],
  [412, 'precondition_failed', ConflictError],
  [429, 'too_many_streams', RateLimitError],
  [503, 'unavailable', UnavailableError],
  [500, 'internal', InternalError],
])('%i %s is an error of its class', (status, code, expected) => {
  expect(apiErrorClass(status, code)).toBe(expected);
});

it.each([
  [404, null, NotFoundError],
  [502, null, UnavailableError],
  [402, 'a_code_of_tomorrow', InvalidRequestError],
  [418, 'toString', InvalidRequestError],
  [507, null, InternalError],
])('without a code that it knows, %i is told by its status', (status, code, expected) => {
  expect(apiErrorClass(status, code)).toBe(expected);
});
