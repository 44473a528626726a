import { it } from 'vitest';
import { playRounds } from './play-rounds.ts';

it('all tools in flight survive five kills of the process that runs them', { timeout: 240_000 }, () =>
  playRounds('local'),
);
