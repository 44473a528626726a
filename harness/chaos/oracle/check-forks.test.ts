import { expect, it } from 'vitest';
import { checkForks } from './check-forks.ts';
import type { ClientAnswer, Evidence, EventRow, ForkRow } from './evidence.ts';

const calls = { message: { content: [{ type: 'tool_call', id: 'c' }] } };
const eventsOf = (session_id: string, rows: [type: string, data: object, turn?: string][]): EventRow[] =>
  rows.map(([type, data, turn_id = 't'], index) => ({
    org_id: 'o',
    id: `e${index + 1}`,
    session_id,
    sequence: index + 1,
    type,
    turn_id,
    at: 0,
    data: { ...data },
  }));
const PARENT: [string, object, string?][] = [
  ['session.started', {}],
  ['output.message.completed', calls],
];
const OWN: [string, object, string?][] = [
  ['session.forked', {}],
  ['tool.completed', { tool_call_id: 'c' }],
  ['turn.completed', {}, 'u'],
];
const parent = eventsOf('p', [...PARENT, ['tool.completed', { tool_call_id: 'c' }]]);
const answer: ClientAnswer = {
  session_id: 'p',
  request: 'POST /fork k',
  status: 201,
  body: JSON.stringify({ id: 'f', message: { id: 'm', turn: { id: 'u' } } }),
};
const fork: ForkRow = {
  id: 'f',
  from_session_id: 'p',
  at_sequence: 2,
  next_sequence: 6,
  log: eventsOf('f', [...PARENT, ...OWN]),
};
const lost: ClientAnswer = { ...answer, status: null, body: '' };
const judge = (answers: ClientAnswer[], forks: ForkRow[]): string[] =>
  // The check reads these three alone.
  checkForks({ answers, forks, events: parent } as unknown as Evidence).map(({ says }) => says);

it('finds nothing in a fork, nor in one whose first answer was lost', () => {
  expect(judge([answer], [fork])).toEqual([]);
  expect(judge([lost, answer], [fork])).toEqual([]);
  expect(judge([lost], [])).toEqual([]);
  expect(judge([lost], [fork])).toEqual([]);
});

it.each<[string, ClientAnswer[], ForkRow[], RegExp]>([
  ['that is not there', [answer], [], /the fork is not there/],
  ['that was made twice', [answer], [fork, { ...fork, id: 'g' }], /2 forks for 1 keys/],
  [
    'that one key has two answers for',
    [answer, { ...answer, body: answer.body.replace('"f"', '"g"') }],
    [fork],
    /different forks/,
  ],
  ['whose turn never ends', [answer], [{ ...fork, log: fork.log.slice(0, 4), next_sequence: 5 }], /has 0 ends/],
  ['with a hole', [answer], [{ ...fork, next_sequence: 7 }], /not dense/],
  [
    'that begins with something else than its parent',
    [answer],
    [{ ...fork, log: fork.log.map((event) => (event.sequence === 2 ? { ...event, id: 'other' } : event)) }],
    /event 2 is not that of its parent/,
  ],
  [
    'with an open call',
    [answer],
    [{ ...fork, log: fork.log.map((event) => (event.sequence === 4 ? { ...event, type: 'file.written' } : event)) }],
    /call c has 0 results/,
  ],
])('finds a fork %s', (_, answers, forks, says) => {
  expect(judge(answers, forks).join('\n')).toMatch(says);
});
