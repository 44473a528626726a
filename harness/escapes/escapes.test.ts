import { describe, expect, it } from 'vitest';
import { readTricks } from './read-tricks.ts';
import { tryTrick } from './try-trick.ts';
import { useTrap } from './use-trap.ts';

const arena = useTrap();

const tricks = readTricks();
/** Python starts slowly, so its tricks run with the kits. */
const short = tricks.filter(({ kind, isShort }) => isShort && kind !== 'python');

describe('a program that tries to get out', () => {
  it('has many ways, each of which has a name', () => {
    const names = tricks.map(({ kind, title }) => `${kind}: ${title}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(200);
  });

  it.each(short)('stays inside: $kind, $title', { timeout: 60_000 }, async (trick) => {
    expect(await tryTrick(arena.sandbox, arena.trap, trick)).toEqual([]);
  });

  it('would be noticed', async () => {
    const answer = arena.trap.fill('@ENV@');
    expect(await arena.trap.findDamage(process.env[answer] ?? '')).toEqual(['The secret is in the answer.']);
  });
});
