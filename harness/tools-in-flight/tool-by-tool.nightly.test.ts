import { describe, it } from 'vitest';
import { playRounds } from './play-rounds.ts';
import { TOOLS } from './tools.ts';

describe.each(['local', 'temporal'] as const)('five kills of the process that runs it, on the %s runner', (runner) => {
  it.each(TOOLS)('$name survives', (tool) => playRounds(runner, [tool]));
});
