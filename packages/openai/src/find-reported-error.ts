import { listOf, recordOf, textOf } from '@everruns/answer-reader';
import type { JsonObject, JsonValue } from '@everruns/schemas';
import { APIError } from 'openai';

/**
 * Returns the error that a chunk, or a document with status 200, reports, as an error of the SDK; null if it reports
 * none. Servers put it under `error`, name the event `error`, or send an object with only a message.
 */
export function findReportedError(chunk: JsonValue, name: string | undefined): APIError | null {
  const record = recordOf(chunk);
  const reported = errorWithin(record) || record['error'] || record['base_resp'] || record;
  if (reported === record && !isError(record, name)) return null;
  if (reported === record['base_resp'] && !recordOf(reported)['status_code']) return null;
  return new APIError(undefined, toErrorObject(reported), undefined, new Headers());
}

/** OpenRouter puts the error into the choice, the Responses API into the response that failed. */
function errorWithin({ type, response, choices }: JsonObject): JsonValue | undefined {
  if (type === 'response.failed') return recordOf(response)['error'] || { message: 'the response failed' };
  return recordOf(listOf(choices)[0])['error'];
}

function isError(record: JsonObject, name: string | undefined): boolean {
  if (name === 'error' || record['type'] === 'error' || record['object'] === 'error') return true;
  return !('choices' in record) && !('type' in record) && wordsOf(record) !== '' && !('usage' in record);
}

function toErrorObject(reported: JsonValue): JsonObject {
  if (typeof reported === 'string') return { message: reported };
  const record = recordOf(reported);
  const code = record['code'] ?? record['status_code'] ?? record['status'] ?? null;
  return { ...record, code, message: wordsOf(record) || JSON.stringify(reported).slice(0, 1_000) };
}

function wordsOf(record: JsonObject): string {
  const { message, msg, detail, status_msg: status } = record;
  return textOf(message) || textOf(msg) || textOf(detail) || textOf(status);
}
