import type { Message } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { makeInputMessage } from '../testing/builders.ts';
import { toContextMessages } from './to-context-messages.ts';

const said = (sequence: number): Message => makeInputMessage(`${sequence}`, { sequence });
const summary = (sequence: number, through: number, kept: number[] = []): Message => ({
  ...said(sequence),
  compaction: { covered_through_sequence: through, kept_sequences: kept },
});
const excluded = (sequence: number, ...places: number[]): Message => ({
  ...said(sequence),
  content: [],
  edit: { excluded_sequences: places },
});
const placesIn = (messages: readonly Message[]) => messages.map(({ sequence }) => sequence);

describe('what is told where something was excluded', () => {
  it('is the rest, with the edit for whoever merges later', () => {
    expect(placesIn(toContextMessages([said(1), said(2), said(3), excluded(4, 2)]))).toEqual([1, 3, 4]);
  });

  it('is without a summary that was made before what it covers was excluded', () => {
    const log = [said(1), said(2), said(3), summary(4, 2), said(5), excluded(6, 2)];
    expect(placesIn(toContextMessages(log))).toEqual([1, 3, 5, 6]);
  });

  it('falls back to the summary before that', () => {
    const log = [summary(4, 2), said(5), said(6), summary(7, 5), said(8), excluded(9, 5)];
    expect(placesIn(toContextMessages(log))).toEqual([4, 6, 8, 9]);
  });

  it('keeps a summary that was made without it, or that does not stand for it', () => {
    expect(placesIn(toContextMessages([said(1), excluded(2, 1), said(3), summary(4, 3), said(5)]))).toEqual([4, 2, 5]);
    expect(placesIn(toContextMessages([said(1), said(2), summary(3, 2, [2]), excluded(4, 2)]))).toEqual([3, 4]);
    expect(placesIn(toContextMessages([said(1), summary(2, 1), said(3), excluded(4, 3)]))).toEqual([2, 4]);
  });
});
