import { SessionId } from '@everruns/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listLogParts, type LogPart } from './log-parts.ts';

const id = (digit: string) => SessionId.parse(`0194f7a0-0000-7000-8000-00000000000${digit}`);
const [OWN, A, B] = [id('1'), id('2'), id('3')];

describe('the parts of a log', () => {
  it.each<[string, LogPart[], number, [SessionId, number, number][]]>([
    ['of a session that is no fork', [], 9, [[OWN, 0, 9]]],
    ['of which nothing is wanted', [{ source: A, after: 0, through: 5 }], 0, []],
    [
      'of a fork, beyond its place',
      [{ source: A, after: 0, through: 5 }],
      9,
      [
        [A, 0, 5],
        [OWN, 5, 9],
      ],
    ],
    ['of a fork, before its place', [{ source: A, after: 0, through: 5 }], 3, [[A, 0, 3]]],
    [
      'of a fork that has copies between what it reads',
      [
        { source: A, after: 0, through: 5 },
        { source: B, after: 8, through: 12 },
      ],
      20,
      [
        [A, 0, 5],
        [OWN, 5, 8],
        [B, 8, 12],
        [OWN, 12, 20],
      ],
    ],
    ['that begin with a copy', [{ source: B, after: 8, through: 12 }], 8, [[OWN, 0, 8]]],
  ])('%s', (_name, ranges, through, parts) => {
    expect(listLogParts(OWN, ranges, through).map(({ source, after, through: end }) => [source, after, end])).toEqual(
      parts,
    );
  });

  it('hold each place once, from the session that has it', () => {
    const lengths = fc.array(fc.record({ gap: fc.nat(4), length: fc.integer({ min: 1, max: 5 }) }), { maxLength: 8 });
    fc.assert(
      fc.property(lengths, fc.nat(80), (given, through) => {
        let at = 0;
        const ranges = given.map(({ gap, length }, index): LogPart => {
          const after = at + gap;
          at = after + length;
          return { source: index % 2 === 0 ? A : B, after, through: at };
        });
        const parts = listLogParts(OWN, ranges, through);
        for (let place = 1; place <= through; place += 1) {
          const isIn = (part: LogPart): boolean => part.after < place && place <= part.through;
          const expected = ranges.find(isIn)?.source ?? OWN;
          expect(parts.filter(isIn).map(({ source }) => source)).toEqual([expected]);
        }
        expect(parts.every((part) => part.through <= through)).toBe(true);
      }),
    );
  });
});
