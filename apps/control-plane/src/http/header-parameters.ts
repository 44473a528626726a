import type { Route } from './route.ts';

interface HeaderParameter {
  name: string;
  in: 'header';
  required: false;
  description: string;
  schema: { type: 'string'; minLength?: number; maxLength?: number };
}

function header(name: string, description: string, bounds: { minLength?: number; maxLength?: number } = {}) {
  return { name, in: 'header', required: false, description, schema: { type: 'string', ...bounds } } as const;
}

const IDEMPOTENCY_KEY = header('Idempotency-Key', 'The same key with the same body answers the same, for 24 hours.', {
  minLength: 1,
  maxLength: 255,
});
const ORGANIZATION = header('X-Org-Id', 'One of the caller’s organizations; absent: the credential’s own.');
const IF_MATCH = header('If-Match', 'Change it only if this is still its ETag, or `*`; else 412.');
const LAST_EVENT_ID = header('Last-Event-ID', 'Go on after this event; stronger than the query.');
const REQUEST_ID = header('X-Request-Id', 'Comes back in the answer and in the log; one that is none is replaced.');
const TRACEPARENT = header(
  'traceparent',
  'W3C Trace Context: the trace that this request, and a turn of it, belongs to.',
);

/** Headers that a route reads, beside its credential. */
export function headerParametersOf(route: Route): HeaderParameter[] {
  const isCalled = route.auth !== 'public';
  return [
    ...(isCalled ? [ORGANIZATION] : []),
    ...(isCalled && route.method === 'post' ? [IDEMPOTENCY_KEY] : []),
    ...(route.errors.includes('precondition_failed') ? [IF_MATCH] : []),
    ...(route.operationId.startsWith('stream_events') ? [LAST_EVENT_ID] : []),
    REQUEST_ID,
    TRACEPARENT,
  ];
}
