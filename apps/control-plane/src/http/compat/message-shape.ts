import { type Fields, toFields } from './fields.ts';

/** Converts a message for the original's clients: `sequence` is always present, and tags are a list. */
export function toTheirMessage(value: unknown, sequence = 0): Fields {
  const message = toFields(value);
  return { sequence, tags: [], ...message };
}
