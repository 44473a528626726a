import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../program/random.ts';
import type { Arena, RunnerName } from '../run/arena.ts';

export interface Battle {
  arena: Arena;
  random: Random;
  sessionIds: readonly string[];
  /** Resolves when readers have seen this many deltas. */
  untilDeltas(count: number): Promise<void>;
}

/** The effect of a strike. */
export interface Blow {
  says: string;
  /** The number of processes, connections, commits or bytes that it met; 0 if its moment never came. */
  hits: number;
}

export interface Strike {
  name: string;
  runners: readonly RunnerName[];
  /** The number of concurrent sessions that run instead of a small program. */
  crowd?: number;
  /** Waits for its moment and strikes. The caller repairs: it restarts what was killed and ends the weather. */
  run(battle: Battle): Promise<Blow>;
}

export const BOTH = ['local', 'temporal'] as const;
export const TEMPORAL = ['temporal'] as const;
/** The limit for a moment that may never come. */
export const MAX_WAIT_MS = 6_000;

export async function waitMoment({ random }: Battle): Promise<string> {
  const ms = random.between(20, 2_000);
  await sleep(ms);
  return `after ${ms} ms`;
}

export function namesOf(targets: readonly { name: string }[]): string {
  return targets.map(({ name }) => name).join(' and ');
}
