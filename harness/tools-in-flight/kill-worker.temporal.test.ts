import { it } from 'vitest';
import { playRounds } from './play-rounds.ts';

it('all tools in flight survive five kills of their worker on Temporal', { timeout: 240_000 }, () =>
  playRounds('temporal'),
);
