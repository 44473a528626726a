import { it } from 'vitest';
import { playTree } from './play-tree.ts';

it('a tree of sub-agents survives a kill of a worker that runs it', { timeout: 300_000 }, () =>
  playTree({ runner: 'temporal', isWhole: false, kills: 1 }),
);
