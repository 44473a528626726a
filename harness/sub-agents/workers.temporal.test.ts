import { it } from 'vitest';
import { playTree } from './play-tree.ts';

const isNightly = process.env['EVERRUNS_NIGHTLY'] !== undefined;

it('a tree of sub-agents survives kills of the workers that run it', { timeout: 300_000 }, () =>
  playTree({ runner: 'temporal', isWhole: isNightly, kills: isNightly ? 6 : 1 }),
);
