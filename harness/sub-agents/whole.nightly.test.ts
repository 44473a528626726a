import { it } from 'vitest';
import { playTree } from './play-tree.ts';

it.each(['local', 'temporal'] as const)('64 sessions over four levels survive six kills: %s', (runner) =>
  playTree({ runner, isWhole: true, kills: 6 }),
);
