import { it } from 'vitest';
import { playRounds } from './play-rounds.ts';
import { TOOLS } from './tools.ts';

it('all tools in flight survive five kills of their worker on Temporal', { timeout: 400_000 }, () =>
  playRounds('temporal', TOOLS),
);
