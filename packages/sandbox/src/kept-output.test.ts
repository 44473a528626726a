import { describe, expect, it } from 'vitest';
import { KeptOutput } from './kept-output.ts';

const KEPT = 12 * 1024;
const text = (length: number): string =>
  Array.from({ length }, (_, at) => String.fromCharCode(97 + (at % 26))).join('');

function keep(all: string, pieceBytes: number): KeptOutput {
  const kept = new KeptOutput();
  const bytes = Buffer.from(all);
  for (let at = 0; at < bytes.length; at += pieceBytes) kept.push(bytes.subarray(at, at + pieceBytes));
  return kept;
}

describe('output that is kept', () => {
  it.each([1, 7, 5_000, KEPT, 65_536])('is whole up to 24 KB, whatever its pieces: %i bytes', (piece) => {
    for (const length of [0, 1, KEPT, KEPT + 1, 2 * KEPT]) {
      const kept = keep(text(length), piece);
      expect([kept.isCut, kept.toString()]).toEqual([false, text(length)]);
    }
  });

  it.each([1, 7, 5_000, KEPT, 65_536])(
    'has its beginning and its end when it is longer: pieces of %i bytes',
    (piece) => {
      for (const length of [2 * KEPT + 1, 3 * KEPT, 3 * KEPT + 1, 100_003]) {
        const all = text(length);
        const kept = keep(all, piece);
        const left = `\n[… ${length - 2 * KEPT} bytes were left out …]\n`;
        expect(kept.isCut).toBe(true);
        expect(kept.toString() === all.slice(0, KEPT) + left + all.slice(-KEPT)).toBe(true);
      }
    },
  );
});
