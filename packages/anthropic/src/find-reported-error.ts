import { APIError } from '@anthropic-ai/sdk';
import { recordOf, wordOf } from '@everruns/answer-reader';
import type { JsonValue } from '@everruns/schemas';

/** What a chunk reports as an error, in the SDK's words for it; null where it reports none. */
export function findReportedError(chunk: JsonValue, name: string | undefined): APIError | null {
  const record = recordOf(chunk);
  if (name !== 'error' && record['type'] !== 'error' && !record['error']) return null;
  const error = record['error'];
  const body = typeof error === 'string' ? { error: { message: error } } : record;
  const type = wordOf(recordOf(error)['type']);
  // The SDK's own type is a closed union; servers say what they like, and the table that reads it knows its words.
  return new APIError(undefined, body, undefined, new Headers(), type as APIError['type']);
}
