const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Returns the `traceparent` of W3C Trace Context, version 00, or null if it is absent or malformed, which is ignored. */
export function readTraceParent(headers: Headers): string | null {
  const given = headers.get('traceparent');
  return given !== null && TRACEPARENT.test(given) ? given : null;
}
