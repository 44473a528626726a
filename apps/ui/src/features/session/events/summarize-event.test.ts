import { readdirSync, readFileSync } from 'node:fs';
import type { SessionEvent } from '@everruns/sdk';
import { describe, expect, it } from 'vitest';
import { summarizeEvent, toneOf } from './summarize-event.ts';

const corpus = new URL('../../../../../../packages/schemas/test/corpus/events/', import.meta.url);

/** Every recorded event of the corpus: what releases have written so far. */
const EVENTS = readdirSync(corpus).flatMap((file) => {
  const all = JSON.parse(readFileSync(new URL(file, corpus), 'utf8')) as { data: object }[];
  return all.map((given) => ({ type: file.replace('.json', ''), ...given }) as unknown as SessionEvent);
});

describe('an event in one line', () => {
  it.each(EVENTS)('$type', (event) => {
    const line = summarizeEvent(event);
    expect(line).not.toMatch(/undefined|NaN|\[object|\n/);
    expect(line.length).toBeLessThanOrEqual(200);
  });

  it('of what failed is red, of what left the usual way gold', () => {
    const toneOfType = (type: string, data: object) => toneOf({ type, data } as SessionEvent);
    expect(toneOfType('attempt.failed', {})).toBe('danger');
    expect(toneOfType('tool.completed', { success: false })).toBe('danger');
    expect(toneOfType('tool.completed', { success: true })).toBe('plain');
    expect(toneOfType('turn.parked', {})).toBe('live');
  });
});
