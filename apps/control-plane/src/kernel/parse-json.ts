import { EverrunsError } from '@everruns/schemas/everruns-error';
import { assertStorable, scanJson, type JsonLimits } from './scan-json.ts';

/** Fatal: bytes that are no UTF-8 are refused with `malformed_json`. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw malformed('The body is not valid UTF-8.', error);
  }
}

/** A JSON value that can be stored. Throws `malformed_json`, and `invalid_request` that names the field beyond a limit. */
export function parseJson(text: string, limits: JsonLimits): unknown {
  scanJson(text, limits);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed('The body is not valid JSON.', error);
  }
  assertStorable(value);
  return value;
}

export function malformed(detail: string, cause: unknown): EverrunsError {
  return new EverrunsError('malformed_json', detail, {
    cause,
    errors: [{ path: '$', code: 'malformed', message: detail }],
  });
}
