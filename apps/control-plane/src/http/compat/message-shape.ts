import { type Fields, toFields } from './fields.ts';

/** A message as the original's clients read it: `sequence` is always there, and tags are a list. */
export function toTheirMessage(value: unknown, sequence = 0): Fields {
  const message = toFields(value);
  return { sequence, tags: [], ...message };
}
