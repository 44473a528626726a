import { it } from 'vitest';
import { playTree } from './play-tree.ts';

const isNightly = process.env['EVERRUNS_NIGHTLY'] !== undefined;

it('a tree of sub-agents survives kills of the processes that run it', { timeout: 300_000 }, () =>
  playTree({ runner: 'local', isWhole: isNightly, kills: isNightly ? 6 : 1 }),
);
