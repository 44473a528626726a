import { ErrorCode, EverrunsError } from '@everruns/schemas';
import { Metadata, status } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { fromGrpcStatus, toGrpcStatus } from './status.ts';

it.each(ErrorCode.options)('the code %s comes back from its gRPC status', (code) => {
  const error = fromGrpcStatus(toGrpcStatus(new EverrunsError(code, 'what happened', { retryAfterMs: 250 })));
  expect({ code: error.code, message: error.message, retryAfterMs: error.retryAfterMs }).toEqual({
    code,
    message: 'what happened',
    retryAfterMs: 250,
  });
});

it('an error that nobody meant to throw keeps its words to itself', () => {
  expect(toGrpcStatus(new TypeError('secret'))).toMatchObject({ code: status.INTERNAL, details: 'internal error' });
});

it.each([
  [status.UNAVAILABLE, 'unavailable'],
  [status.DEADLINE_EXCEEDED, 'unavailable'],
  [status.RESOURCE_EXHAUSTED, 'payload_too_large'],
  [status.CANCELLED, 'canceled'],
  [status.UNKNOWN, 'internal'],
])('a status %i of the transport itself is %s', (code, expected) => {
  expect(fromGrpcStatus({ code, details: '', metadata: new Metadata() }).code).toBe(expected);
});

it('a code from a newer control plane falls back to its status', () => {
  const metadata = new Metadata();
  metadata.set('everruns-code', 'invented_later');
  expect(fromGrpcStatus({ code: status.NOT_FOUND, details: '', metadata }).code).toBe('not_found');
});
