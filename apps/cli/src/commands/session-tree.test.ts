import { expect, it } from 'vitest';
import { formatTree } from './session-tree.ts';

const usage = {
  input_tokens: 1,
  output_tokens: 1,
  cache_creation_tokens: 0,
  cache_read_tokens: 0,
  reasoning_tokens: 0,
};
const session = (id: string, parent_session_id?: string) => ({
  id,
  title: `Task ${id}`,
  status: 'idle' as const,
  usage,
  created_at: id,
  ...(parent_session_id !== undefined && { parent_session_id }),
});

it('draws sub-agents below their parents, oldest first', () => {
  const tree = [session('d', 'b'), session('c', 'a'), session('b', 'a'), session('a')];
  const drawn = formatTree(tree, 'a').split('\n');
  expect(drawn.map((line) => line.split('  ')[0])).toEqual(['SESSION', 'Task a', '› Task b', '› › Task d', '› Task c']);
});
