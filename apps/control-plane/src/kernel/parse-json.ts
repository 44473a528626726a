import { EverrunsError } from '@everruns/schemas/everruns-error';
import { assertStorable, scanJson, type JsonLimits } from './scan-json.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Throws `malformed_json` for bytes that are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    throw malformed('The body is not valid UTF-8.', error);
  }
}

/**
 * Parses a JSON value that can be stored. Throws `malformed_json`, or `invalid_request` naming the field that exceeds a limit.
 */
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
