import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('.', import.meta.url);
const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));

describe('the loop in the Temporal sandbox', () => {
  it.each(sources)('%s imports nothing but types and its neighbors', (name) => {
    const lines = readFileSync(new URL(name, folder), 'utf8').matchAll(
      /^(?:import|export) (?!type\b).*from '(?!\.\/)(.+)'/gmu,
    );
    expect([...lines].map((line) => line[1])).toEqual([]);
  });
});
