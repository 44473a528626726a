import type { FinishReason } from '@everruns/schemas';

/** How a model ended its answer: with a reason, with a failure, or without a reason. */
export type EndReason = FinishReason | 'error' | 'missing';

/** The content of an answer. `cut_calls`: its last tool call is not complete. Blank text counts as nothing. */
export type AnswerContent = 'nothing' | 'text' | 'calls' | 'cut_calls';

/**
 * `keep`: the answer is used. `cut_last_call`: its last call is not run, and the model reads why. `empty`: it is requested once
 * more. `failed`: the provider has failed. `broken`: the answer is not complete.
 */
export type EndVerdict = 'keep' | 'cut_last_call' | 'empty' | 'failed' | 'broken';

type Row = Record<AnswerContent, EndVerdict>;

const WHOLE: Row = { nothing: 'empty', text: 'keep', calls: 'keep', cut_calls: 'keep' };

/** The one table that defines what the end of an answer means. */
const TABLE: Record<FinishReason | 'error' | 'missing_marked' | 'missing_unmarked', Row> = {
  stop: WHOLE,
  tool_calls: WHOLE,
  // An unknown reason is judged by the content of the answer.
  other: WHOLE,
  // The limit was reached in the last call, if there is one. It may look complete and still lack its last argument.
  length: { nothing: 'keep', text: 'keep', calls: 'cut_last_call', cut_calls: 'cut_last_call' },
  content_filtered: { nothing: 'keep', text: 'keep', calls: 'keep', cut_calls: 'keep' },
  error: { nothing: 'failed', text: 'failed', calls: 'failed', cut_calls: 'failed' },
  // The server marked the end, explicitly or by its final counts. Only the reason is missing.
  missing_marked: { nothing: 'empty', text: 'keep', calls: 'keep', cut_calls: 'broken' },
  missing_unmarked: { nothing: 'broken', text: 'broken', calls: 'broken', cut_calls: 'broken' },
};

/** `isMarked`: the server marked the end by a terminal event, by `[DONE]` or by its final token counts. */
export function judgeEnd(end: { reason: EndReason; isMarked: boolean }, content: AnswerContent): EndVerdict {
  const { reason, isMarked } = end;
  if (reason !== 'missing') return TABLE[reason][content];
  return TABLE[isMarked ? 'missing_marked' : 'missing_unmarked'][content];
}
