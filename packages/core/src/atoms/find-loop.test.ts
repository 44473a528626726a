import type { JsonValue, Message, ToolCallId, TurnId } from '@everruns/schemas';
import { expect, it } from 'vitest';
import { makeInputMessage, TEST_IDS } from '../testing/index.ts';
import { failureOfLoop, findLoop, tellOfLoop } from './find-loop.ts';

type Call = [name: string, args: { at: number }, result: JsonValue];

/** The messages of a turn whose generations make these calls. */
function turnOf(...generations: Call[][]): Message[] {
  const base = { session_id: TEST_IDS.session, turn_id: TEST_IDS.turn, created_at: '2026-01-01T00:00:00.000Z' };
  const messages = generations.flatMap((calls, place): Message[] => {
    const named = calls.map((call, ordinal) => ({ call, id: `${place}-${ordinal}` as ToolCallId }));
    return [
      {
        ...base,
        id: TEST_IDS.input,
        role: 'agent',
        content: named.map(({ id, call: [name, args] }) => ({ type: 'tool_call', id, name, arguments: args })),
      },
      ...named.map(({ id, call: [, , result] }): Message => ({
        ...base,
        id: TEST_IDS.input,
        role: 'tool_result',
        content: [{ type: 'tool_result', tool_call_id: id, result }],
      })),
    ];
  });
  return [makeInputMessage('Go.', { sequence: 1 }), ...messages];
}

const look: Call = ['look', { at: 1 }, 'nothing'];
const other: Call = ['look', { at: 2 }, 'nothing'];
const changed: Call = ['look', { at: 1 }, 'something'];
const times = (...generations: Call[][]) => findLoop(turnOf(...generations), TEST_IDS.turn)?.times ?? 0;

it.each<[string, Call[][], number]>([
  ['no call', [], 0],
  ['one', [[look]], 0],
  ['two', [[look], [look]], 2],
  ['five', [[look], [look], [look], [look], [look]], 5],
  ['other arguments between', [[look], [other], [look], [look]], 2],
  ['another result', [[look], [look], [changed]], 0],
  ['equal calls of one generation', [[look, look, look, look, look]], 0],
  [
    'two such generations',
    [
      [look, look],
      [look, look],
    ],
    2,
  ],
  ['another call before it in the generation', [[look], [other, look], [look]], 2],
  ['another call after it in the generation', [[look], [look], [look, other]], 0],
])('a loop is counted by generations: %s', (_name, generations, count) => {
  expect(times(...generations)).toBe(count);
});

it('a message of a person ends a loop, and other turns do not count', () => {
  const loop = turnOf([look], [look], [look]);
  expect(
    findLoop([...loop, { ...makeInputMessage('Stop.', { sequence: 9 }), turn_id: TEST_IDS.turn }], TEST_IDS.turn),
  ).toBeNull();
  expect(findLoop(loop, 'another' as TurnId)).toBeNull();
});

it('the model is told of the third call, and the fifth ends the turn', () => {
  const said = [2, 3, 4, 5].map((count) => tellOfLoop({ name: 'look', times: count }) !== null);
  const ended = [2, 3, 4, 5].map((count) => failureOfLoop({ name: 'look', times: count })?.code);
  expect(said).toEqual([false, true, true, true]);
  expect(ended).toEqual([undefined, undefined, undefined, 'loop_detected']);
});
