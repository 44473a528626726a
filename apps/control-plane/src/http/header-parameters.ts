import { LIMITS } from '@everruns/schemas';
import type { Route } from './route.ts';

interface Bounds {
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: 'uuid';
}

interface HeaderParameter {
  name: string;
  in: 'header';
  required: false;
  description: string;
  schema: { type: 'string' } & Bounds;
}

function header(name: string, description: string, bounds: Bounds = {}) {
  return { name, in: 'header', required: false, description, schema: { type: 'string', ...bounds } } as const;
}

const IDEMPOTENCY_KEY = header(
  'Idempotency-Key',
  'A repeated request with the same key and body gets the same answer, for 24 hours.',
  {
    minLength: 1,
    maxLength: LIMITS.idempotencyKeyLength,
    pattern: String.raw`^[\x21-\x7e]+$`,
  },
);
const ORGANIZATION = header('X-Org-Id', 'One of the caller’s organizations. Default: the credential’s own.', {
  format: 'uuid',
});
const IF_MATCH = header(
  'If-Match',
  'The change is made only if this is still the ETag, or `*`. Otherwise the answer is 412.',
);
const LAST_EVENT_ID = header('Last-Event-ID', 'The stream resumes after this event. The header overrides the query.', {
  format: 'uuid',
});
const LAST_HINT_ID = header('Last-Event-ID', 'The stream resumes after this hint. The header overrides the query.');
const REQUEST_ID = header('X-Request-Id', 'The answer and the log repeat this id. A malformed id is replaced.');
const TRACEPARENT = header(
  'traceparent',
  'W3C Trace Context: the trace that this request and the turns that it starts belong to.',
);

/** The headers that a route reads, apart from its credential. */
export function headerParametersOf(route: Route): HeaderParameter[] {
  const isCalled = route.auth !== 'public';
  return [
    ...(isCalled ? [ORGANIZATION] : []),
    ...(isCalled && route.method === 'post' ? [IDEMPOTENCY_KEY] : []),
    ...(route.errors.includes('precondition_failed') ? [IF_MATCH] : []),
    ...(route.operationId.startsWith('stream_events') ? [LAST_EVENT_ID] : []),
    ...(route.operationId === 'stream_feed' ? [LAST_HINT_ID] : []),
    REQUEST_ID,
    TRACEPARENT,
  ];
}
