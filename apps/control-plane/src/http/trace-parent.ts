const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The `traceparent` of W3C Trace Context, version 00; null where there is none or it is malformed, which is to be ignored. */
export function readTraceParent(headers: Headers): string | null {
  const given = headers.get('traceparent');
  return given !== null && TRACEPARENT.test(given) ? given : null;
}
