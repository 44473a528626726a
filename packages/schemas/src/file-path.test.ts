import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasErrorCode, isEverrunsError } from './errors/everruns-error.ts';
import { normalizeFilePath } from './file-path.ts';

function problemOf(path: string): string | undefined {
  try {
    normalizeFilePath(path);
    return undefined;
  } catch (error) {
    return isEverrunsError(error) ? error.errors[0]?.code : 'not an EverrunsError';
  }
}

describe('a session file path', () => {
  it.each(['/', '/a', '/a/b.txt', '/.hidden', '/...', '/a b/ç.md', '/日本/👩‍🚀.txt', '/100%', '/a/_', '/_a', '/a:b*?'])(
    'may be %s',
    (path) => {
      expect(normalizeFilePath(path)).toBe(path);
    },
  );

  it.each([
    ['', 'path_relative'],
    ['a', 'path_relative'],
    ['./a', 'path_relative'],
    ['C:/a', 'path_relative'],
    ['/..', 'path_dots'],
    ['/a/../b', 'path_dots'],
    ['/a/./b', 'path_dots'],
    ['/a/', 'path_empty_segment'],
    ['//a', 'path_empty_segment'],
    ['/a//b', 'path_empty_segment'],
    ['/a\\b', 'path_characters'],
    ['/a\u0000b', 'path_characters'],
    ['/a\nb', 'path_characters'],
    ['/a\u007fb', 'path_characters'],
    ['/a\u202eb', 'path_characters'],
    ['/a\u2028b', 'path_characters'],
    ['/a\ud800b', 'path_characters'],
    ['/%2e%2e/a', 'path_escape'],
    ['/a%2Fb', 'path_escape'],
    ['/cafe\u0301', 'path_not_nfc'],
    ['/_', 'path_reserved'],
    ['/_/stat', 'path_reserved'],
    [`/${'a'.repeat(1024)}`, 'too_long'],
    [`/${'é'.repeat(512)}`, 'too_long'],
  ])('must not be %j (%s)', (path, code) => {
    expect(problemOf(path)).toBe(code);
  });

  it('is, whatever comes in, either refused as invalid_request or unchanged, absolute, NFC and free of dots and NUL', () => {
    const piece = fc.oneof(
      fc.constantFrom('/', '.', '..', '%2e', '\\', '\u0000', '\u0301', 'e', '_', '\ud800', '\u202e'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, rooted) => {
        const raw = (rooted ? '/' : '') + pieces.join('');
        try {
          const path = normalizeFilePath(raw);
          expect(path).toBe(raw);
          expect(path.startsWith('/')).toBe(true);
          expect(path).not.toContain('\u0000');
          expect(path.normalize('NFC')).toBe(path);
          expect(
            new URL(`file://${path.split('/').map(encodeURIComponent).join('/')}`).pathname
              .split('/')
              .map(decodeURIComponent)
              .join('/'),
          ).toBe(path);
          expect(path.split('/')).not.toEqual(expect.arrayContaining([expect.stringMatching(/^\.\.?$/)]));
        } catch (error) {
          if (!hasErrorCode(error, 'invalid_request')) throw error;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
