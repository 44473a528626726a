import { outputMessageId, toolCallId, type AtomRef, type EventDraft, type TurnId } from '@everruns/schemas';
import { expect, it } from 'vitest';
import type { AtomState } from '../state/rows.ts';
import type { SessionChange } from '../state/session-change.ts';
import { appendDrafts } from './append-drafts.ts';

const TURN = '01890000-0000-7000-8000-00000000000a' as TurnId;
const SESSION = '01890000-0000-7000-8000-0000000000aa';
const OTHER = '01890000-0000-7000-8000-0000000000bb';
const reason: AtomRef = { turn_id: TURN, iteration: 1, kind: 'reason', ordinal: 0 };
const act: AtomRef = { turn_id: TURN, iteration: 1, kind: 'act', ordinal: 0 };
const mine = toolCallId(reason, 0);
const neighbor = toolCallId(reason, 1);

/** Returns the types of the events that an atom's attempt may write of this draft, or the error of the refusal. */
function append(ref: AtomRef, draft: unknown): string[] | string {
  const atom = { ...ref, session_id: SESSION, exec_id: 'e', attempt: 1, tool_call: { id: mine } };
  const written: string[] = [];
  const change = { session: { next_sequence: 9 }, append: ({ type }: EventDraft) => written.push(type) };
  try {
    appendDrafts(change as unknown as SessionChange, atom as unknown as AtomState, [draft as EventDraft]);
  } catch (error) {
    return (error as Error).message;
  }
  return written;
}

const answer = (id: string, session_id = SESSION) => ({
  type: 'output.message.completed',
  data: { message: { id, session_id } },
});
const result = (tool_call_id: string) => ({ type: 'tool.completed', data: { tool_call_id } });
const summary = (session_id: string, covered_through_sequence: number) => ({
  type: 'context.compacted',
  data: { message: { session_id, compaction: { covered_through_sequence } } },
});
const REFUSED = /may not record this/;

it('an atom records its own message, its own result and a summary of what is in the log', () => {
  expect(append(reason, answer(outputMessageId(reason)))).toEqual(['output.message.completed']);
  expect(append(act, result(mine))).toEqual(['tool.completed']);
  expect(append(reason, summary(SESSION, 8))).toEqual(['context.compacted']);
});

it.each([
  ['the result of another call', act, result(neighbor)],
  ['a message with another id', reason, answer(neighbor)],
  ['a message of another session', reason, answer(outputMessageId(reason), OTHER)],
  ['a summary of another session', reason, summary(OTHER, 8)],
  ['a summary of what is not in the log yet', reason, summary(SESSION, 9)],
  ['a tool’s result from a generation', reason, result(mine)],
  ['what a person says', reason, { type: 'input.message', data: {} }],
  ['the end of the turn', act, { type: 'turn.completed', data: {} }],
])('an atom may not record %s', (_what, ref, draft) => {
  expect(append(ref, draft)).toMatch(REFUSED);
});
