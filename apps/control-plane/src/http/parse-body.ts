import { defineJob, type RunJob } from '@everruns/core/catalog';
import { LIMITS } from '@everruns/schemas';
import { JSON_LIMITS } from '../kernel/json-limits.ts';
import parseBodyHere, { type ParseBodyInput } from './parse-body.job.ts';

/**
 * Smaller bodies are parsed on the event loop: 1 MB is decoded and scanned in 3 ms, and `LIMITS.bodyItems` values, which is
 * the most that a body of any size may hold, are parsed and checked in 10 ms.
 */
export const INLINE_BODY_BYTES = 1024 * 1024;

const PARSE_BODY = defineJob<typeof parseBodyHere>({
  name: 'parse_body',
  module: new URL('./parse-body.job.ts', import.meta.url),
  timeoutMs: 5_000,
  maxInputBytes: LIMITS.messageBodyBytes,
  sizeOf: ({ bytes }) => bytes.byteLength,
  subject: 'The body',
  advice: 'send less in one request',
  field: '$',
});

/** Decodes and parses a body, a large one in a thread. Throws `malformed_json`, `invalid_request`, and the errors of `RunJob`. */
export async function parseBody(bytes: Uint8Array, as: ParseBodyInput['as'], runJob: RunJob): Promise<unknown> {
  const input = { bytes, as, limits: JSON_LIMITS };
  return bytes.byteLength <= INLINE_BODY_BYTES ? parseBodyHere(input) : runJob(PARSE_BODY, input);
}
