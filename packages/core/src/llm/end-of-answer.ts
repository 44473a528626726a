import type { FinishReason } from '@everruns/schemas';

/** How a model ended its answer: for a reason, because something failed, or without a word. */
export type EndReason = FinishReason | 'error' | 'missing';

/** What an answer holds. `cut_calls`: its last tool call is not complete. Blank text is nothing. */
export type AnswerContent = 'nothing' | 'text' | 'calls' | 'cut_calls';

/**
 * `keep`: an answer. `cut_last_call`: an answer whose last call is not run, and the model is told why. `empty`: asked again once.
 * `failed`: the provider's fault. `broken`: the answer is not whole.
 */
export type EndVerdict = 'keep' | 'cut_last_call' | 'empty' | 'failed' | 'broken';

type Row = Record<AnswerContent, EndVerdict>;

const WHOLE: Row = { nothing: 'empty', text: 'keep', calls: 'keep', cut_calls: 'keep' };

/** The one table that says what the end of an answer means. */
const TABLE: Record<FinishReason | 'error' | 'missing_marked' | 'missing_unmarked', Row> = {
  stop: WHOLE,
  tool_calls: WHOLE,
  // A reason that nobody here knows is judged by what came with it.
  other: WHOLE,
  // The limit fell into the last call, if there is one: what looks complete may lack its last argument.
  length: { nothing: 'keep', text: 'keep', calls: 'cut_last_call', cut_calls: 'cut_last_call' },
  content_filtered: { nothing: 'keep', text: 'keep', calls: 'keep', cut_calls: 'keep' },
  error: { nothing: 'failed', text: 'failed', calls: 'failed', cut_calls: 'failed' },
  // The server said that this was all, by a mark or by its final counts: only the word for the reason is missing.
  missing_marked: { nothing: 'empty', text: 'keep', calls: 'keep', cut_calls: 'broken' },
  missing_unmarked: { nothing: 'broken', text: 'broken', calls: 'broken', cut_calls: 'broken' },
};

/** `isMarked`: the server said that this is the end, by a terminal event, by `[DONE]` or by its final token counts. */
export function judgeEnd(end: { reason: EndReason; isMarked: boolean }, content: AnswerContent): EndVerdict {
  const { reason, isMarked } = end;
  if (reason !== 'missing') return TABLE[reason][content];
  return TABLE[isMarked ? 'missing_marked' : 'missing_unmarked'][content];
}
