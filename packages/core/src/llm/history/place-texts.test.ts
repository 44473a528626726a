import type { JsonObject } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { placeTexts } from './place-texts.ts';

const place = (texts: string[], items: JsonObject[]) =>
  placeTexts(
    { role: 'assistant', text: texts.join(''), text_parts: texts, tool_calls: [] },
    { provider_type: 'openai', model: 'm', items },
  );
const THINKING = { type: 'reasoning', id: 'r' };

describe('the texts of an answer', () => {
  it('stand where their marks are, as many as each mark says', () => {
    const marks = [{ type: 'text', parts: 2 }, THINKING, { type: 'text', parts: 0 }, { type: 'text', parts: 1 }];
    const { items, rest } = place(['a', 'b', 'c', 'd'], marks);
    expect(items.map(({ item }) => item)).toEqual(marks);
    expect(items.map(({ texts }) => texts)).toEqual([['a', 'b'], [], [], ['c']]);
    expect(rest).toEqual(['d']);
  });

  it('of an older release stand one at each mark, and the rest of them at the last', () => {
    const { items, rest } = place(['a', 'b', 'c'], [{ type: 'text' }, THINKING, { type: 'text' }, THINKING]);
    expect(items.map(({ texts }) => texts)).toEqual([['a'], [], ['b', 'c'], []]);
    expect(rest).toEqual([]);
  });

  it('that are blank are told to nobody, in their place or behind it', () => {
    const { items, rest } = place([' ', 'a', '\n', 'b'], [{ type: 'text', parts: 2 }]);
    expect(items.map(({ texts }) => texts)).toEqual([['a']]);
    expect(rest).toEqual(['b']);
  });

  it('of an answer without a continuation all remain, and are one where it has no parts', () => {
    const answer = { role: 'assistant' as const, text: 'whole', tool_calls: [] };
    expect(placeTexts(answer, undefined)).toEqual({ items: [], rest: ['whole'] });
    expect(placeTexts({ ...answer, text_parts: ['a', 'b'] }, undefined)).toEqual({ items: [], rest: ['a', 'b'] });
  });
});
