import { MessageId, toolCallId } from '@everruns/schemas';
import type { ContentPart, Message } from '@everruns/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeAtom, makeInputMessage } from '../testing/builders.ts';
import { makeTestUuid } from '../testing/sequential-ids.ts';
import { chooseCut } from './choose-cut.ts';
import { countMessages } from './count-tokens.ts';

function toMessage(content: ContentPart[], sequence: number): Message {
  const id = MessageId.parse(makeTestUuid(sequence, 0xc0));
  return { ...makeInputMessage('', { id, sequence }), content };
}

const words = fc.integer({ min: 0, max: 80 }).map((length) => 'word '.repeat(length));

/** A user message, or an answer with up to three calls and their results, with a user message that may come in between. */
const exchange = fc.oneof(
  words.map((text) => ({ calls: [] as string[], said: [text] })),
  fc.record({ calls: fc.array(words, { minLength: 1, maxLength: 3 }), said: fc.array(words, { maxLength: 1 }) }),
);

const conversation = fc.array(exchange, { minLength: 1, maxLength: 12 }).map((exchanges): Message[] => {
  const parts = exchanges.flatMap(({ calls, said }, iteration): ContentPart[][] => {
    const ids = calls.map((_, ordinal) => toolCallId(makeAtom({ iteration: iteration + 1 }), ordinal));
    const asked = ids.map((id): ContentPart => ({ type: 'tool_call', id, name: 'look', arguments: {} }));
    const results = ids.map((id, index): ContentPart[] => [
      { type: 'tool_result', tool_call_id: id, result: calls[index] ?? '' },
    ]);
    const texts = said.map((text): ContentPart[] => [{ type: 'text', text }]);
    return [...(asked.length === 0 ? [] : [asked]), ...results.slice(0, 1), ...texts, ...results.slice(1)];
  });
  return parts.map((content, index) => toMessage(content, index + 1));
});

function callsOf(messages: readonly Message[], type: 'tool_call' | 'tool_result'): string[] {
  return messages.flatMap(({ content }) =>
    content.flatMap((part) => {
      if (part.type !== type) return [];
      return part.type === 'tool_call' ? [part.id] : part.type === 'tool_result' ? [part.tool_call_id] : [];
    }),
  );
}

describe('where a conversation is cut', () => {
  it('splits no call from its result, keeps the input and the order, and no more than fits', () => {
    fc.assert(
      fc.property(conversation, fc.nat({ max: 400 }), fc.nat(), (messages, tailTokens, at) => {
        const inputs = messages.filter(({ content }) => content[0]?.type === 'text');
        const input = inputs[at % inputs.length];
        if (input === undefined) return;
        const cut = chooseCut({ messages, inputMessageId: input.id, tailTokens });
        if (cut === null) return;
        const { covered, kept, compaction } = cut;
        const told = kept.filter(({ id }) => id !== input.id);
        expect([...covered, ...kept].toSorted((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0))).toEqual(
          messages,
        );
        expect(kept).toContain(input);
        expect(countMessages(told)).toBeLessThanOrEqual(tailTokens);
        expect(callsOf(kept, 'tool_call').toSorted()).toEqual(callsOf(kept, 'tool_result').toSorted());
        const isTold = ({ sequence = 0 }: Message) =>
          sequence > compaction.covered_through_sequence || compaction.kept_sequences.includes(sequence);
        expect(messages.filter(isTold)).toEqual(kept);
      }),
    );
  });

  it('is nowhere when an earlier summary is all that could be covered', () => {
    const text: ContentPart[] = [{ type: 'text', text: 'So far.' }];
    const summary = { ...toMessage(text, 9), compaction: { covered_through_sequence: 7, kept_sequences: [] } };
    const input = toMessage(text, 8);
    expect(chooseCut({ messages: [summary, input], inputMessageId: input.id, tailTokens: 0 })).toBeNull();
  });
});
