import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionId } from '@everruns/schemas';
import { AttemptTranscript } from './attempt-transcript.ts';
import { delta, MESSAGE, tokenOf } from './testing/frames.ts';

const SESSION = SessionId.parse('01890000-0000-7000-8000-000000000001');
const transcript = (attempt = 1) => new AttemptTranscript(tokenOf(SESSION, attempt), MESSAGE);

describe('AttemptTranscript', () => {
  it('hands on each piece once and the whole as one snapshot', () => {
    const it = transcript();
    it.merge(1, delta(0, 'Hel'));
    it.merge(2, delta(3, 'lo'));
    expect(it.takeUnsent()).toEqual([delta(0, 'Hello')]);
    expect(it.takeUnsent()).toEqual([]);
    it.merge(3, delta(5, ' you'));
    expect(it.takeUnsent()).toEqual([delta(5, ' you')]);
    expect(it.snapshot()).toEqual([delta(0, 'Hello you')]);
  });

  it('drops a frame number that it has seen', () => {
    const it = transcript();
    expect(it.merge(1, delta(0, 'a'))).toBe('grown');
    expect(it.merge(1, delta(1, 'b'))).toBe('duplicate');
    expect(it.snapshot()).toEqual([delta(0, 'a')]);
  });

  it("takes from a reconnecting worker's snapshot only what is new", () => {
    const it = transcript();
    it.merge(1, delta(0, 'Hello'));
    it.takeUnsent();
    expect(it.merge(7, delta(0, 'Hello you'))).toBe('grown');
    expect(it.takeUnsent()).toEqual([delta(5, ' you')]);
    expect(it.merge(8, delta(2, 'llo'))).toBe('duplicate');
  });

  it('refuses a delta whose prefix it lacks, and takes it once the prefix is there', () => {
    const it = transcript();
    expect(it.merge(2, delta(3, 'lo'))).toBe('gap');
    expect(it.snapshot()).toEqual([]);
    expect(it.merge(0, delta(0, 'Hel'))).toBe('grown');
    expect(it.merge(2, delta(3, 'lo'))).toBe('grown');
    expect(it.takeUnsent()).toEqual([delta(0, 'Hello')]);
  });

  it('keeps parts, thinking and message apart', () => {
    const it = transcript();
    const thinking = {
      type: 'reason.thinking.delta' as const,
      data: { message_id: MESSAGE, attempt: 1, offset: 0, delta: 'hm' },
    };
    it.merge(1, delta(0, 'a'));
    it.merge(2, thinking);
    expect(it.snapshot()).toEqual([delta(0, 'a'), thinking]);
  });

  it('begins a later attempt with a reset, once', () => {
    const it = transcript(2);
    const reset = { type: 'output.message.reset', data: { message_id: MESSAGE, attempt: 2 } };
    expect(it.takeUnsent()).toEqual([reset]);
    it.merge(1, delta(0, 'x', 2));
    expect(it.takeUnsent()).toEqual([delta(0, 'x', 2)]);
    expect(it.snapshot()).toEqual([reset, delta(0, 'x', 2)]);
  });

  it('yields the text whatever is repeated, overlapping or asked for meanwhile', () => {
    const text = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' });
    fc.assert(
      fc.property(text, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { maxLength: 40 }), (whole, cuts) => {
        const it = transcript();
        let shown = '';
        const show = () => {
          for (const draft of it.takeUnsent()) {
            if (!('offset' in draft.data)) continue;
            expect(draft.data.offset).toBe(shown.length);
            shown += draft.data.delta;
          }
        };
        for (const [from, length, isShown] of cuts) {
          const start = from % whole.length;
          it.merge(0, delta(start, whole.slice(start, start + 1 + (length % 10))));
          if (isShown) show();
        }
        it.merge(0, delta(0, whole));
        show();
        expect(shown).toBe(whole);
      }),
    );
  });
});
