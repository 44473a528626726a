import { CliError } from '../cli-error.ts';

/** Reads the JSON object that an argument or an option gives. Throws `CliError`, which names it. */
export function readObject(name: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The sentence below says what is needed.
  }
  throw new CliError(`${name}: it must be a JSON object, such as '{"a": 1}'.`, 'usage');
}
