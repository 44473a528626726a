import { describe, expect, it } from 'vitest';
import { countText } from './count-tokens.ts';
import { cutIntoPieces } from './cut-into-pieces.ts';

/** An entry of about `tokens` tokens that begins with its name. */
function entry(name: string, tokens: number, isResult = false) {
  return { text: `${name} ${'x'.repeat(tokens * 4 - name.length - 1)}`, isResult };
}

const startsOf = (pieces: string[]) => pieces.map((piece) => piece.split('\n\n').map((text) => text.split(' ', 1)[0]));

describe('a transcript in pieces', () => {
  it('is one where it fits', () => {
    const pieces = cutIntoPieces([entry('a', 100), entry('b', 100)], { pieceTokens: 210, maxPieces: 4 });
    expect(startsOf(pieces)).toEqual([['a', 'b']]);
  });

  it('is one with the oldest results shortened, as many as need be', () => {
    const transcript = [entry('a', 100), entry('old', 1_000, true), entry('new', 1_000, true), entry('b', 100)];
    const pieces = cutIntoPieces(transcript, { pieceTokens: 1_500, maxPieces: 4 });
    expect(startsOf(pieces)).toEqual([['a', 'old', 'new', 'b']]);
    expect(pieces[0]?.match(/shortened/g)).toHaveLength(1);
    expect(pieces[0]?.indexOf('shortened')).toBeLessThan(pieces[0]?.indexOf('new') ?? 0);
  });

  it('is several, oldest first, none longer than it may be', () => {
    const transcript = ['a', 'b', 'c', 'd', 'e'].map((name) => entry(name, 100));
    const pieces = cutIntoPieces(transcript, { pieceTokens: 220, maxPieces: 4 });
    expect(startsOf(pieces)).toEqual([['a'], ['b', 'c'], ['d', 'e']]);
    expect(pieces.map(countText).every((tokens) => tokens <= 220)).toBe(true);
  });

  it('leaves the oldest out where the pieces are too many, and says how many', () => {
    const transcript = ['a', 'b', 'c', 'd'].map((name) => entry(name, 100));
    const pieces = cutIntoPieces(transcript, { pieceTokens: 110, maxPieces: 2 });
    expect(pieces[0]).toMatch(/^\[2 older messages are left out\]\n\nc x/);
    expect(startsOf(pieces)[1]).toEqual(['d']);
  });

  it('shortens what is too long for a piece by itself, and keeps whole characters', () => {
    const [piece] = cutIntoPieces([{ text: '👩‍🚀'.repeat(500), isResult: false }], { pieceTokens: 100, maxPieces: 1 });
    expect(countText(piece ?? '')).toBeLessThan(120);
    expect(piece).toContain('[… shortened …]');
    expect(piece?.isWellFormed()).toBe(true);
  });
});
