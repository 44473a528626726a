import { expect, it } from 'vitest';
import { checkChildren } from './check-children.ts';
import type { ChildRow, Evidence, WaitRow } from './evidence.ts';

const WAIT: WaitRow = {
  org_id: 'o',
  id: 'w',
  session_id: 's',
  turn_id: 't',
  kind: 'subagent',
  status: 'open',
  asked: { tool_call_id: 'c', tool: 'task', arguments: {} },
  resolution: null,
  child_turn_id: 'ct',
};
const CHILD: ChildRow = { session_id: 'cs', turn_id: 'ct', status: 'running', parent_wait_id: 'w' };

const ask = (waits: WaitRow[], children: ChildRow[]) =>
  checkChildren({ waits, children } as unknown as Evidence).map(({ invariant }) => invariant);

it('finds nothing where a child runs and its parent waits, nor where both are done', () => {
  expect(ask([WAIT], [CHILD])).toEqual([]);
  expect(ask([{ ...WAIT, status: 'resolved' }], [{ ...CHILD, status: 'completed' }])).toEqual([]);
});

it('finds a child whose end its parent never heard of', () => {
  expect(ask([WAIT], [{ ...CHILD, status: 'failed' }])).toEqual(['I14']);
});

it('finds an orphaned child', () => {
  expect(ask([{ ...WAIT, status: 'canceled' }], [CHILD])).toEqual(['I17']);
  expect(ask([], [{ ...CHILD, status: 'queued' }])).toEqual(['I17']);
});
