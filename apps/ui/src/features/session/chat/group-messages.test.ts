import { initialSessionState, type MessageState } from '@everruns/sdk';
import { expect, it } from 'vitest';
import { countInherited, countScreenful, groupMessages, isSameGroup } from './group-messages.ts';

const message = (id: string, role: 'user' | 'agent', turn_id: string | null): MessageState => ({
  id,
  sequence: null,
  role,
  turn_id,
  state: 'done',
  content: [],
  thinking: '',
  attempt: 1,
  tool_calls: [],
  generation: null,
  created_at: '2026-01-01T00:00:00.000Z',
});

function group(...messages: MessageState[]) {
  return groupMessages({ ...initialSessionState, messages });
}

it('messages stand with their turn, one that steered it included', () => {
  const groups = group(
    message('1', 'user', 'a'),
    message('2', 'agent', 'a'),
    message('3', 'user', 'a'),
    message('4', 'user', 'b'),
  );
  expect(groups.map(({ id, messages }) => [id, messages.map((one) => one.id)])).toEqual([
    ['a', ['1', '2', '3']],
    ['b', ['4']],
  ]);
});

it('without turns an answer stands with its question', () => {
  const groups = group(message('1', 'user', null), message('2', 'agent', null), message('3', 'user', null));
  expect(groups.map(({ messages }) => messages.length)).toEqual([2, 1]);
});

it('a group is the same as long as its messages are the very same objects', () => {
  const messages = [message('1', 'user', 'a')];
  const [before] = group(...messages);
  const [after] = group(...messages);
  const [changed] = group({ ...message('1', 'user', 'a'), state: 'cut' });
  if (before === undefined || after === undefined || changed === undefined) throw new Error('there is no group');
  expect([isSameGroup(before, after), isSameGroup(before, changed)]).toEqual([true, false]);
});

it('a screen is full of the newest turns: few long ones, many short ones', () => {
  const turns = (text: string) =>
    group(
      ...Array.from({ length: 40 }, (_, index): MessageState => {
        const said = message(String(index), 'user', String(index));
        return { ...said, content: [{ type: 'text', text }] };
      }),
    );
  expect([turns('x'.repeat(9_000)), turns('x'.repeat(1_600)), turns(''), []].map(countScreenful)).toEqual([
    1, 3, 15, 0,
  ]);
});

it('the turns that a fork has of another session are those before its own place', () => {
  const at = (id: string, sequence: number) => ({ ...message(id, 'user', id), sequence });
  const groups = group(at('a', 2), at('b', 9), at('c', 15));
  const forked = (sequence: number) => ({ from_session_id: 'p', at_sequence: sequence - 1, by: 'operator', sequence });
  expect([null, forked(12), forked(20), forked(3)].map((one) => countInherited(groups, one))).toEqual([0, 2, 3, 1]);
});
