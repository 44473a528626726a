import { APIError } from '@anthropic-ai/sdk';
import { recordOf, wordOf } from '@everruns/answer-reader';
import type { JsonValue } from '@everruns/schemas';

/** Returns the error that a chunk reports, as the SDK's error, or null. */
export function findReportedError(chunk: JsonValue, name: string | undefined): APIError | null {
  const record = recordOf(chunk);
  if (name !== 'error' && record['type'] !== 'error' && !record['error']) return null;
  const error = record['error'];
  const body = typeof error === 'string' ? { error: { message: error } } : record;
  const type = wordOf(recordOf(error)['type']);
  // The SDK's type is a closed union, but servers send any text. The table that reads it knows the values.
  return new APIError(undefined, body, undefined, new Headers(), type as APIError['type']);
}
