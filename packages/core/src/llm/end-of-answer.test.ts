import { ZERO_USAGE } from '@everruns/schemas';
import { describe, expect, it } from 'vitest';
import { collectResponse, type CollectResult } from './collect.ts';
import type { LlmStreamEvent } from './driver.ts';
import type { AnswerContent, EndReason, EndVerdict } from './end-of-answer.ts';

const CONTENT: Record<AnswerContent, LlmStreamEvent[]> = {
  nothing: [
    { type: 'reasoning_delta', delta: 'Hm.' },
    { type: 'text_delta', part: 0, delta: ' \n' },
  ],
  text: [{ type: 'text_delta', part: 0, delta: 'Hi' }],
  calls: [
    { type: 'text_delta', part: 0, delta: 'Let me look.' },
    { type: 'tool_call', ordinal: 0, name: 'first', arguments: { a: 1 } },
    { type: 'tool_call', ordinal: 1, name: 'last', arguments: {} },
  ],
  cut_calls: [
    { type: 'tool_call', ordinal: 0, name: 'first', arguments: { a: 1 } },
    { type: 'tool_call', ordinal: 1, name: 'last', arguments: {}, arguments_error: 'the arguments are not JSON: x' },
  ],
};
const CONTENTS: AnswerContent[] = ['nothing', 'text', 'calls', 'cut_calls'];
const WHOLE: EndVerdict[] = ['empty', 'keep', 'keep', 'keep'];

/** Each row, exactly: the reason, whether the server marked the end, and the verdict on nothing, text, calls and cut calls. */
const TABLE: [EndReason, 'marked' | 'unmarked', EndVerdict[]][] = [
  ['stop', 'marked', WHOLE],
  ['stop', 'unmarked', WHOLE],
  ['tool_calls', 'marked', WHOLE],
  ['tool_calls', 'unmarked', WHOLE],
  ['other', 'marked', WHOLE],
  ['other', 'unmarked', WHOLE],
  ['length', 'marked', ['keep', 'keep', 'cut_last_call', 'cut_last_call']],
  ['length', 'unmarked', ['keep', 'keep', 'cut_last_call', 'cut_last_call']],
  ['content_filtered', 'marked', ['keep', 'keep', 'keep', 'keep']],
  ['content_filtered', 'unmarked', ['keep', 'keep', 'keep', 'keep']],
  ['error', 'marked', ['failed', 'failed', 'failed', 'failed']],
  ['error', 'unmarked', ['failed', 'failed', 'failed', 'failed']],
  ['missing', 'marked', ['empty', 'keep', 'keep', 'broken']],
  ['missing', 'unmarked', ['broken', 'broken', 'broken', 'broken']],
];

async function* streamOf(events: LlmStreamEvent[]): AsyncGenerator<LlmStreamEvent> {
  yield* events;
}

async function end(content: LlmStreamEvent[], reason: EndReason, isMarked = true) {
  const shown: string[] = [];
  const finish: LlmStreamEvent = { type: 'finish', reason, raw_reason: 'word', is_marked: isMarked, usage: ZERO_USAGE };
  const observer = { onText: (_part: number, delta: string) => void shown.push(delta), onThinking: () => undefined };
  return { result: await collectResponse(streamOf([...content, finish]), observer), shown };
}

const CUT = expect.stringContaining('reached its token limit inside this call');

function verdictOf(result: CollectResult): string {
  if (result.kind === 'response') {
    const error = result.response.tool_calls.at(-1)?.arguments_error;
    return error?.includes('token limit') === true ? 'cut_last_call' : 'keep';
  }
  const { class: errorClass } = result.error;
  const verdicts: Record<string, EndVerdict> = { empty_answer: 'empty', overloaded: 'failed', stream_broken: 'broken' };
  return verdicts[errorClass] ?? errorClass;
}

describe('the end of an answer', () => {
  const rows = TABLE.flatMap(([reason, mark, verdicts]) =>
    CONTENTS.map((content, index) => [reason, mark, content, verdicts[index]] as const),
  );
  it.each(rows)('%s, %s, with %s: %s', async (reason, mark, content, verdict) => {
    const { result } = await end(CONTENT[content], reason, mark === 'marked');
    expect(verdictOf(result)).toBe(verdict);
  });

  it('at the token limit leaves the calls before the last as they are', async () => {
    for (const content of ['calls', 'cut_calls'] as const) {
      const { result } = await end(CONTENT[content], 'length');
      expect(result).toMatchObject({
        response: {
          finish_reason: 'length',
          tool_calls: [
            { name: 'first', arguments: { a: 1 } },
            { name: 'last', arguments: {}, arguments_error: CUT },
          ],
        },
      });
    }
  });

  it('at the token limit leaves a call alone that text followed: the limit fell into the text', async () => {
    const { result } = await end([...CONTENT.calls, { type: 'text_delta', part: 1, delta: 'And th' }], 'length');
    expect(JSON.stringify(result)).not.toContain('token limit');
  });

  it('without a word is called by what came', async () => {
    expect((await end(CONTENT.calls, 'missing')).result).toMatchObject({ response: { finish_reason: 'tool_calls' } });
    expect((await end(CONTENT.text, 'missing')).result).toMatchObject({ response: { finish_reason: 'stop' } });
  });

  it('that nobody knows is kept as it was said', async () => {
    const { result } = await end(CONTENT.text, 'other');
    expect(result).toMatchObject({ response: { finish_reason: 'other', raw_finish_reason: 'word' } });
  });

  it('after nothing but blanks shows nothing, and the blanks with what follows them', async () => {
    expect((await end(CONTENT.nothing, 'stop')).shown).toEqual([]);
    const { shown, result } = await end([...CONTENT.nothing, { type: 'text_delta', part: 0, delta: 'Hi' }], 'stop');
    expect(shown).toEqual([' \n', 'Hi']);
    expect(result).toMatchObject({ response: { text_parts: [' \nHi'] } });
  });
});
