import fc from 'fast-check';
import { outputMessageId } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { makeAtom } from '../testing/builders.ts';
import { createRecordingEventEmitter } from '../testing/recording-event-emitter.ts';
import { createDeltaEmitter } from './delta-emitter.ts';

const message_id = outputMessageId(makeAtom());

function makeWorld() {
  const events = createRecordingEventEmitter();
  return { events, emitter: createDeltaEmitter({ events, message_id, attempt: 3 }) };
}

describe('createDeltaEmitter', () => {
  it('counts offsets in UTF-16 units inside each part', () => {
    const { events, emitter } = makeWorld();
    emitter.onText(0, 'Hi 👋');
    emitter.onText(0, '!');
    emitter.onText(1, 'Next');
    expect(events.drafts.map((draft) => draft.data)).toEqual([
      { message_id, attempt: 3, part: 0, offset: 0, delta: 'Hi 👋' },
      { message_id, attempt: 3, part: 0, offset: 5, delta: '!' },
      { message_id, attempt: 3, part: 1, offset: 0, delta: 'Next' },
    ]);
  });

  it('counts thinking on its own', () => {
    const { events, emitter } = makeWorld();
    emitter.onThinking('Hm');
    emitter.onText(0, 'Hi');
    emitter.onThinking('m');
    expect(events.drafts.filter((draft) => draft.type === 'reason.thinking.delta').map((draft) => draft.data)).toEqual([
      { message_id, attempt: 3, offset: 0, delta: 'Hm' },
      { message_id, attempt: 3, offset: 2, delta: 'm' },
    ]);
  });

  it('keeps half of a surrogate pair until the rest comes', () => {
    const { events, emitter } = makeWorld();
    emitter.onText(0, 'a\uD83D');
    emitter.onText(0, '\uDC4B');
    expect(events.drafts).toMatchObject([{ data: { offset: 0, delta: 'a' } }, { data: { offset: 1, delta: '👋' } }]);
  });

  it('says the whole text without a split pair, however it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(20)), (text, cuts) => {
        const { events, emitter } = makeWorld();
        for (const piece of cut(text, cuts)) emitter.onText(0, piece);
        let said = '';
        for (const draft of events.drafts) {
          if (draft.type !== 'output.message.delta') throw new Error(`unexpected ${draft.type}`);
          expect(draft.data.offset).toBe(said.length);
          expect(draft.data.delta.isWellFormed()).toBe(true);
          said += draft.data.delta;
        }
        expect(said).toBe(text.replaceAll('\u0000', '\uFFFD'));
      }),
    );
  });
});

function cut(text: string, lengths: number[]): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (const length of lengths) {
    if (length > 0 && rest !== '') pieces.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return rest === '' ? pieces : [...pieces, rest];
}
