import type { JsonObject } from '@everruns/schemas';
import { ANSWER_LIMITS } from './answer-limits.ts';
import { describeExcess } from './describe-excess.ts';

const LIMITS = {
  maxLength: ANSWER_LIMITS.argumentsLength,
  maxDepth: ANSWER_LIMITS.argumentsDepth,
  maxItems: ANSWER_LIMITS.argumentsItems,
};

export interface ParsedToolArguments {
  arguments: JsonObject;
  arguments_error?: string;
  arguments_text?: string;
}

/**
 * Implements point 3 of the stream contract. Some providers write "no arguments" as empty text or `null`, and others encode
 * arguments twice. Arguments that are too long, too deep or too many become an error that the model can act on.
 */
export function parseToolArguments(text: string): ParsedToolArguments {
  if (text.trim() === '') return { arguments: {} };
  const excess = describeExcess(text, LIMITS, { is: 'the arguments are', holds: 'the arguments hold' });
  if (excess !== null) return { arguments: {}, arguments_error: excess, arguments_text: text };
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return { arguments: value };
    if (value === null) return { arguments: {} };
    // The arguments were encoded twice. Each call removes one level and makes the text shorter, so the recursion ends.
    if (typeof value === 'string' && value.trimStart().startsWith('{')) return parseToolArguments(value);
    return { arguments: {}, arguments_error: 'the arguments are not a JSON object', arguments_text: text };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    return { arguments: {}, arguments_error: `the arguments are not JSON: ${reason}`, arguments_text: text };
  }
}

/** Only for results of JSON.parse, where an object that is not an array is a JSON object. */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
