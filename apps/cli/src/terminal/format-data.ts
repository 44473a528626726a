import { stringify } from 'yaml';

/**
 * Characters that a terminal executes and that JSON does not escape. They occur only inside strings,
 * where the escape has the same meaning.
 */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const QUOTED = { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' } as const;

/** Formats a value as JSON, on several lines or on one. */
export function formatJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replaceAll(OBEYED, escape);
}

/** Formats a value as YAML. Strings are quoted if one of them contains a character that a terminal would execute. */
export function formatYaml(value: unknown): string {
  const plain = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
  if (plain.search(/(?!\n)\p{Cc}/u) === -1 && plain.search(OBEYED) === -1) return plain;
  const quoted = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, ...QUOTED });
  return quoted.trimEnd().replaceAll(OBEYED, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
