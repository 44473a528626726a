import type { JsonObject } from '@everruns/schemas';

export interface ParsedToolArguments {
  arguments: JsonObject;
  arguments_error?: string;
  arguments_text?: string;
}

/** Point 3 of the stream contract. No text at all is how some providers write "no arguments". */
export function parseToolArguments(text: string): ParsedToolArguments {
  if (text.trim() === '') return { arguments: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return { arguments: value };
    return { arguments: {}, arguments_error: 'the arguments are not a JSON object', arguments_text: text };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    return { arguments: {}, arguments_error: `the arguments are not JSON: ${reason}`, arguments_text: text };
  }
}

/** Only for values that came out of JSON.parse: there an object that is no array is a JSON object. */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
