import { applyEvent, initialSessionState, type SessionEvent, type SessionState } from '@everruns/sdk';
import { describe, expect, it } from 'vitest';
import { listAbove, listOpenSubagents, listRows } from './list-rows.ts';

const NAMES = { model: 'm', provider: 'p' };

/** The state of a session whose turn makes one generation with a call. */
function sessionOf(id: string, call: { id: string; name: string }, more: [string, object][] = []): SessionState {
  const turn_id = `turn-of-${id}`;
  const message = {
    id: `answer-${id}`,
    turn_id,
    role: 'agent',
    content: [{ type: 'tool_call', arguments: {}, ...call }],
  };
  const events: [string, object][] = [
    ['input.message', { message: { id: `in-${id}`, turn_id, role: 'user', content: [] } }],
    ['reason.started', { iteration: 1, ...NAMES }],
    ['output.message.started', { message_id: message.id }],
    ['output.message.completed', { message }],
    ['reason.completed', { iteration: 1, success: true, ...NAMES }],
    ['act.started', { iteration: 1, tool_calls: [call] }],
    ...more,
  ];
  return events
    .map(([type, data], index) => ({
      id: `e${index}`,
      ts: '2026-11-30T10:00:00.000Z',
      type,
      data,
      sequence: index + 1,
      context: { turn_id },
    }))
    .reduce((state, event) => applyEvent(state, event as unknown as SessionEvent), initialSessionState);
}

const spawned = (call: string, session_id: string): [string, object] => [
  'subagent.spawned',
  { session_id, turn_id: `turn-of-${session_id}`, parent_tool_call_id: call, agent_id: 'a', agent: 'helper' },
];
const grandchild = sessionOf('s3', { id: 'add', name: 'add' });
const child = sessionOf('s2', { id: 'deeper', name: 'task' }, [spawned('deeper', 's3')]);
const parent = sessionOf('s1', { id: 'ask', name: 'task' }, [spawned('ask', 's2')]);
const ALL = new Map([
  ['s2', child],
  ['s3', grandchild],
]);

function rowsOf(toggled: string[], subagents = ALL) {
  const [turn] = parent.turns;
  if (turn === undefined) throw new Error('there is a turn');
  return listRows({ turn, state: parent, end: Date.now(), subagents, toggled: new Set(toggled) });
}
const tell = (toggled: string[], subagents = ALL) =>
  rowsOf(toggled, subagents).map(({ key, depth, isOpen }) => [key, depth, isOpen]);

describe('the rows of a turn', () => {
  it('are its generations with their calls below them; a sub-agent is closed at first', () => {
    expect(tell([])).toEqual([
      ['reason-1', 0, true],
      ['ask', 1, false],
    ]);
  });

  it('leave out the calls of a generation that is closed', () => {
    expect(tell(['reason-1'])).toEqual([['reason-1', 0, false]]);
  });

  it('hold those of sub-agents that are open, however deep, each in its own session', () => {
    const toggled = ['ask', 'ask/deeper'];
    expect(tell(toggled)).toEqual([
      ['reason-1', 0, true],
      ['ask', 1, true],
      ['ask/reason-1', 2, true],
      ['ask/deeper', 3, true],
      ['ask/deeper/reason-1', 4, true],
      ['ask/deeper/add', 5, null],
    ]);
    expect(rowsOf(toggled).map(({ sessionId }) => sessionId)).toEqual([null, null, 's2', 's2', 's3', 's3']);
    expect(listOpenSubagents(rowsOf(toggled))).toEqual(['s2', 's3']);
  });

  it('wait for the session of a sub-agent that is not read yet', () => {
    expect(tell(['ask'], new Map())).toEqual([
      ['reason-1', 0, true],
      ['ask', 1, true],
    ]);
  });

  it('that a link names are found below what must be open for it', () => {
    expect(listAbove('ask/deeper/add')).toEqual(['ask', 'ask/deeper']);
    expect(listAbove('reason-1')).toEqual([]);
  });
});
