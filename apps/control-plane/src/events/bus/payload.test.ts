import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PayloadAssembler, splitPayload } from './payload.ts';

describe('payloads', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((unit) => unit.repeat(400));

  it('stay below what NOTIFY takes and come together again', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const assembler = new PayloadAssembler();
        const whole: string[] = [];
        for (const [index, each] of texts.entries()) {
          const payloads = splitPayload(`01890000-0000-7000-8000-000000000001:${index + 1}`, each);
          for (const payload of payloads) {
            expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
            const sent = Buffer.from(payload).toString();
            const result = assembler.add(sent);
            if (result !== null) whole.push(result);
          }
        }
        expect(whole).toEqual(texts);
      }),
    );
  });

  it('that are torn are forgotten', () => {
    const assembler = new PayloadAssembler();
    const [, second = ''] = splitPayload('a:1', 'x'.repeat(10_000));
    const [next = ''] = splitPayload('a:2', 'whole');
    expect(assembler.add(second)).toBeNull();
    expect(assembler.add(next)).toBe('whole');
  });
});
