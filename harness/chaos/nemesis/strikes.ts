import { setTimeout as sleep } from 'node:timers/promises';
import type { CommittedTransaction, Verdict } from './postgres-proxy.ts';
import type { Arena, RunnerName } from '../run/arena.ts';
import type { Random } from '../program/random.ts';

export interface Battle {
  arena: Arena;
  random: Random;
  sessionIds: readonly string[];
  /** Resolves when readers have seen so many deltas. */
  untilDeltas(count: number): Promise<void>;
}

export interface Strike {
  name: string;
  runners: readonly RunnerName[];
  /** So many sessions at once in place of a small program. */
  crowd?: number;
  /** Waits for its moment and strikes. Says what it did; what it killed is started again by the caller. */
  run(battle: Battle): Promise<string>;
}

const BOTH = ['local', 'temporal'] as const;
const TEMPORAL = ['temporal'] as const;
const LONGEST_WAIT_MS = 6_000;
const STOPPED_MS = 20_000;

export const STRIKES: readonly Strike[] = [
  { name: 'kill-executor', runners: BOTH, run: async (battle) => killExecutor(battle, await waitMoment(battle)) },
  {
    name: 'kill-executor-mid-stream',
    runners: BOTH,
    run: async (battle) => {
      const deltas = battle.random.between(1, 40);
      await Promise.race([battle.untilDeltas(deltas), sleep(LONGEST_WAIT_MS)]);
      return killExecutor(battle, `after ${deltas} deltas`);
    },
  },
  {
    name: 'kill-control-plane',
    runners: BOTH,
    async run(battle) {
      const moment = await waitMoment(battle);
      const { controlPlanes } = battle.arena.stack;
      const target = controlPlanes[battle.random.between(0, controlPlanes.length - 1)];
      await target?.kill();
      await sleep(battle.random.between(0, 1_500));
      return `${target?.name} ${moment}`;
    },
  },
  { name: 'kill-postgres', runners: BOTH, run: killPostgres },
  { name: 'restart-postgres-under-20', runners: BOTH, crowd: 20, run: restartPostgres },
  { name: 'cut-at-commit', runners: BOTH, run: (battle) => cutCommits(battle, battle.random.between(1, 5)) },
  {
    name: 'kill-before-acknowledgement',
    runners: BOTH,
    run: (battle) => killAtCommit(battle, ({ sent }) => /llm\.generation|tool\.completed/.test(sent)),
  },
  {
    name: 'kill-before-dispatch',
    runners: BOTH,
    // A message in the log and an open Reason: the transaction that leaves a row for the dispatcher.
    run: (battle) => killAtCommit(battle, ({ sent }) => /"input\.message"/.test(sent) && /"status":"open"/.test(sent)),
  },
  { name: 'cut-connections', runners: BOTH, run: cutConnections },
  { name: 'stop-executor', runners: BOTH, run: stopExecutor },
  {
    name: 'kill-temporal',
    runners: TEMPORAL,
    async run(battle) {
      const moment = await waitMoment(battle);
      await battle.arena.killTemporal();
      await sleep(battle.random.between(0, 3_000));
      return moment;
    },
  },
  {
    name: 'wipe-temporal',
    runners: TEMPORAL,
    async run(battle) {
      const moment = await waitMoment(battle);
      await battle.arena.stack.temporal?.wipe();
      return moment;
    },
  },
];

export function strikesOf(runner: RunnerName): [Strike, ...Strike[]] {
  const [first, ...rest] = STRIKES.filter((strike) => strike.runners.includes(runner));
  if (first === undefined) throw new Error(`nothing strikes ${runner}`);
  return [first, ...rest];
}

async function waitMoment({ random }: Battle): Promise<string> {
  const ms = random.between(20, 2_000);
  await sleep(ms);
  return `after ${ms} ms`;
}

async function killExecutor({ arena, random, sessionIds }: Battle, moment: string): Promise<string> {
  const targets = await arena.findExecutors(sessionIds, random);
  await Promise.all(targets.map((target) => target.kill()));
  await sleep(random.between(0, 1_500));
  return `${namesOf(targets)} ${moment}`;
}

async function killPostgres(battle: Battle): Promise<string> {
  const moment = await waitMoment(battle);
  await battle.arena.killPostgres();
  const downMs = battle.random.between(0, 3_000);
  await sleep(downMs);
  return `${moment}, down ${downMs} ms`;
}

async function restartPostgres(battle: Battle): Promise<string> {
  const moment = await waitMoment(battle);
  if (battle.random.chance(0.5)) await battle.arena.killPostgres();
  else await battle.arena.stack.postgres.restart();
  return moment;
}

async function stopExecutor(battle: Battle): Promise<string> {
  const moment = await waitMoment(battle);
  const targets = await battle.arena.findExecutors(battle.sessionIds, battle.random);
  await Promise.all(targets.map((target) => target.kill('SIGSTOP')));
  await sleep(STOPPED_MS);
  await Promise.all(targets.map((target) => target.kill('SIGCONT')));
  return `${namesOf(targets)} ${moment}, for ${STOPPED_MS} ms`;
}

function namesOf(targets: readonly { name: string }[]): string {
  return targets.map(({ name }) => name).join(' and ');
}

/** Every connection to PostgreSQL breaks, a few times in a row: transactions that had not committed are lost. */
async function cutConnections(battle: Battle): Promise<string> {
  const moment = await waitMoment(battle);
  const times = battle.random.between(1, 6);
  for (let done = 0; done < times; done += 1) {
    for (const proxy of battle.arena.proxies) proxy.cutAll();
    await sleep(battle.random.between(0, 400));
  }
  return `${times} times ${moment}`;
}

/** The next commits are done and their answers lost. */
async function cutCommits(battle: Battle, count: number): Promise<string> {
  const moment = await waitMoment(battle);
  let left = count;
  const cut = (): Verdict => {
    left -= 1;
    return left >= 0 ? 'drop' : 'forward';
  };
  await judgeCommits(battle.arena, cut, () => left <= 0);
  return `${count - Math.max(0, left)} commits ${moment}`;
}

/** The process dies when PostgreSQL has committed such a transaction and the process does not know yet. */
async function killAtCommit(battle: Battle, isMeant: (transaction: CommittedTransaction) => boolean): Promise<string> {
  const { arena, random } = battle;
  let skip = random.between(0, 3);
  let isStruck = false;
  let hit: string | undefined;
  const strike = async (transaction: CommittedTransaction, controlPlane: number): Promise<Verdict> => {
    if (isStruck || !isMeant(transaction)) return 'forward';
    skip -= 1;
    if (skip >= 0) return 'forward';
    isStruck = true;
    const target = arena.stack.controlPlanes[controlPlane];
    await target?.kill();
    hit = target?.name ?? '';
    return 'drop';
  };
  await judgeCommits(arena, strike, () => hit !== undefined);
  await sleep(random.between(0, 1_500));
  return hit === undefined ? 'no such commit came' : `${hit} at such a commit`;
}

async function judgeCommits(
  arena: Arena,
  judge: (transaction: CommittedTransaction, controlPlane: number) => Verdict | Promise<Verdict>,
  isDone: () => boolean,
): Promise<void> {
  for (const [index, proxy] of arena.proxies.entries()) proxy.onCommitted = (transaction) => judge(transaction, index);
  const giveUpAt = performance.now() + LONGEST_WAIT_MS;
  while (!isDone() && performance.now() < giveUpAt) await sleep(10);
  for (const proxy of arena.proxies) proxy.onCommitted = null;
}
