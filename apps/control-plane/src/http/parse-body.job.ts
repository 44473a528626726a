import { decodeUtf8, parseJson } from '../kernel/parse-json.ts';
import { assertStorable, type JsonLimits } from '../kernel/scan-json.ts';

export interface ParseBodyInput {
  bytes: Uint8Array;
  as: 'json' | 'text';
  limits: JsonLimits;
}

/** The text of a body, which is valid UTF-8 that can be stored, and for JSON its value within the limits. */
export default function parseBody({ bytes, as, limits }: ParseBodyInput): unknown {
  const text = decodeUtf8(bytes);
  if (as === 'json') return parseJson(text, limits);
  assertStorable(text);
  return text;
}
