import { expect, it } from 'vitest';
import { toTree, type LineageNode } from './to-tree.ts';

const entry = (session_id: string, from_session_id?: string) => ({
  session_id,
  status: 'idle' as const,
  created_at: '2026-12-01T00:00:00.000Z',
  ...(from_session_id !== undefined && { from_session_id, at_sequence: 3 }),
});
const show = (nodes: readonly LineageNode[]): unknown[] =>
  nodes.map(({ session, forks }) => [session.session_id, ...show(forks)]);

it('forks stand below the sessions they were made of, and at the top where those were deleted', () => {
  const sessions = [entry('a'), entry('b', 'a'), entry('c', 'b'), entry('d', 'a'), entry('e', 'gone'), entry('f', 'e')];
  expect(show(toTree({ sessions }))).toEqual([
    ['a', ['b', ['c']], ['d']],
    ['e', ['f']],
  ]);
});
