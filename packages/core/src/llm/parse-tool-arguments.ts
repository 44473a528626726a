import type { JsonObject } from '@everruns/schemas';
import { ANSWER_LIMITS } from './answer-limits.ts';
import { findBrokenLimit } from './measure-json.ts';

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
  const excess = findExcess(text);
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

function findExcess(text: string): string | null {
  const { argumentsLength, argumentsDepth: maxDepth, argumentsItems: maxItems } = ANSWER_LIMITS;
  if (text.length > argumentsLength) return `the arguments are longer than ${argumentsLength} characters`;
  switch (findBrokenLimit(text, { maxDepth, maxItems })) {
    case 'depth':
      return `the arguments are nested deeper than ${maxDepth} levels`;
    case 'items':
      return `the arguments hold more than ${maxItems} values`;
    case null:
      return null;
  }
}

/** Only for results of JSON.parse, where an object that is not an array is a JSON object. */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
