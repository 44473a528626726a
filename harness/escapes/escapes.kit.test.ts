import { judgesFigures } from '@everruns/kernel/testing';
import { expect, it } from 'vitest';
import { readTricks, type Trick } from './read-tricks.ts';
import { tryTrick } from './try-trick.ts';
import { useTrap } from './use-trap.ts';

const arena = useTrap();

/** Python starts in seconds: all of its tricks run at night, and the short ones with the kits. */
const isNightly = judgesFigures();

async function tryAll(tricks: readonly Trick[]): Promise<string[]> {
  const failures: string[] = [];
  for (const trick of tricks) {
    const problems = await tryTrick(arena.sandbox, arena.trap, trick);
    failures.push(...problems.map((problem) => `${trick.title}: ${problem}`));
  }
  return failures;
}

it.each(['bash', 'javascript', 'python'])('no trick in %s gets out', { timeout: 600_000 }, async (kind) => {
  const ofKind = readTricks().filter((trick) => trick.kind === kind);
  expect(ofKind.length).toBeGreaterThanOrEqual(60);
  const tricks = kind === 'python' && !isNightly ? ofKind.filter(({ isShort }) => isShort) : ofKind;
  expect(await tryAll(tricks)).toEqual([]);
});
