import type { Random } from '../program/random.ts';
import type { RunnerName } from '../run/arena.ts';
import { KILLS } from './kill-strikes.ts';
import { LINK_STRIKES } from './link-strikes.ts';
import { MACHINE_STRIKES } from './machine-strikes.ts';
import type { Strike } from './strike.ts';

const ALL: readonly Strike[] = [...KILLS, ...LINK_STRIKES, ...MACHINE_STRIKES];

/**
 * Chooses the strikes of one seed: `kill` takes the kills in turn, one for each seed; `mixed` takes a few of any kind; any
 * other value is the name of a strike.
 */
export function chooseStrikes(
  scenario: string,
  seed: number,
  { runner, random }: { runner: RunnerName; random: Random },
): Strike[] {
  if (scenario === 'kill') {
    const kills = KILLS.filter((strike) => strike.runners.includes(runner));
    return kills.slice(seed % kills.length, (seed % kills.length) + 1);
  }
  const possible = ALL.filter((strike) => strike.runners.includes(runner));
  if (scenario === 'mixed') {
    const small = possible.filter((strike) => strike.crowd === undefined && strike.name !== 'stop-executor');
    return Array.from({ length: random.between(2, 4) }, () => pickOf(small, random));
  }
  const named = possible.filter((strike) => strike.name === scenario);
  if (named.length === 0)
    throw new Error(
      `no scenario ${scenario} on ${runner}: kill, mixed, ${possible.map(({ name }) => name).join(', ')}`,
    );
  return named;
}

function pickOf(strikes: readonly Strike[], random: Random): Strike {
  const chosen = strikes[random.between(0, strikes.length - 1)];
  if (chosen === undefined) throw new Error('nothing to strike with');
  return chosen;
}
