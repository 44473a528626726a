import { it } from 'vitest';
import { playTree } from './play-tree.ts';

it('a tree of sub-agents survives a kill of the process that runs it', { timeout: 180_000 }, () =>
  playTree({ runner: 'local', isWhole: false, kills: 1 }),
);
