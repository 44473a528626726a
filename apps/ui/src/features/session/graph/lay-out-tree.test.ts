import { expect, it } from 'vitest';
import { layOutTree } from './lay-out-tree.ts';

const session = (id: string, parent?: string, created_at = id) => ({ id, parent_session_id: parent, created_at });

it('puts levels in columns, a parent beside its first sub-agent, and every leaf in a row of its own', () => {
  const tree = [session('d', 'b'), session('c', 'root'), session('b', 'root'), session('root'), session('e', 'b')];
  const { places, edges, columns, rows } = layOutTree(tree, 'root');
  expect(places.map(({ node, column, row }) => [node.id, column, row])).toEqual([
    ['root', 0, 0],
    ['b', 1, 0],
    ['d', 2, 0],
    ['e', 2, 1],
    ['c', 1, 2],
  ]);
  expect(edges.map(({ from, to }) => `${from.node.id}${to.node.id}`)).toEqual(['rootb', 'bd', 'be', 'rootc']);
  expect([columns, rows]).toEqual([3, 3]);
});

it('shows nothing where the root is not there', () => {
  expect(layOutTree([session('a', 'gone')], 'gone').places).toEqual([]);
});
