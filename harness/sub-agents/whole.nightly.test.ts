import { it } from 'vitest';
import { cancelTree, overtakeSpawns, playTree } from './play-tree.ts';

const RUNNERS = ['local', 'temporal'] as const;

it.each(RUNNERS)('64 sessions over four levels survive six kills: %s', (runner) =>
  playTree({ runner, isWhole: true, kills: 6 }),
);

it.each(RUNNERS)(
  'a cancel at the root of a tree under kills stops every request to the model in two seconds: %s',
  (runner) => cancelTree({ runner, isWhole: true, kills: 3 }),
);

it.each(RUNNERS)('a cancel that overtakes the start of sub-agents leaves none, under kills: %s', (runner) =>
  overtakeSpawns({ runner, isWhole: true, kills: 2 }),
);
