import { systemClock } from '@everruns/kernel';
import { createSandbox } from '@everruns/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTrap, type Trap } from './open-trap.ts';
import { readTricks } from './read-tricks.ts';
import { tryTrick } from './try-trick.ts';

const sandbox = createSandbox({ clock: systemClock, log: { info: () => undefined, warn: () => undefined } });
let trap: Trap;
beforeAll(async () => {
  trap = await openTrap();
});
afterAll(async () => {
  await sandbox.close();
  await trap.close();
});

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
    expect(await tryTrick(sandbox, trap, trick)).toEqual([]);
  });

  it('would be noticed', async () => {
    const answer = trap.fill('@ENV@');
    expect(await trap.findDamage(process.env[answer] ?? '')).toEqual(['The secret is in the answer.']);
  });
});
