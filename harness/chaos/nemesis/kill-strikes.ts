import { setTimeout as sleep } from 'node:timers/promises';
import type { Arena } from '../run/arena.ts';
import type { CommittedTransaction, Verdict } from './postgres-proxy.ts';
import { BOTH, MAX_WAIT_MS, namesOf, TEMPORAL, waitMoment, type Battle, type Blow, type Strike } from './strike.ts';

const STOPPED_MS = 20_000;

/** The strikes that `pnpm chaos:kill` runs in turn. */
export const KILLS: readonly Strike[] = [
  { name: 'kill-executor', runners: BOTH, run: async (battle) => killExecutor(battle, await waitMoment(battle)) },
  {
    name: 'kill-executor-mid-stream',
    runners: BOTH,
    run: async (battle) => {
      const deltas = battle.random.between(1, 40);
      await Promise.race([battle.untilDeltas(deltas), sleep(MAX_WAIT_MS)]);
      return killExecutor(battle, `after ${deltas} deltas`);
    },
  },
  {
    name: 'kill-control-plane',
    runners: BOTH,
    async run(battle) {
      const moment = await waitMoment(battle);
      const { controlPlanes } = battle.arena;
      const target = controlPlanes[battle.random.between(0, controlPlanes.length - 1)];
      await target?.kill();
      await sleep(battle.random.between(0, 1_500));
      return { says: `${target?.name} ${moment}`, hits: 1 };
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
    // At this moment a message is in the log, with a row for the dispatcher or, if the process has capacity, the turn begun
    // but not running.
    run: (battle) =>
      killAtCommit(battle, ({ sent }) => /input\.message/.test(sent) && /insert into outbox|turn\.started/.test(sent)),
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
      return { says: moment, hits: 1 };
    },
  },
  {
    name: 'wipe-temporal',
    runners: TEMPORAL,
    async run(battle) {
      const moment = await waitMoment(battle);
      // Temporal's history is stored in that PostgreSQL.
      if (battle.arena.isPostgresDown) return { says: 'PostgreSQL was down', hits: 0 };
      await battle.arena.stack.temporal?.wipe();
      return { says: moment, hits: 1 };
    },
  },
];

async function killExecutor({ arena, random, sessionIds }: Battle, moment: string): Promise<Blow> {
  const targets = await arena.findExecutors(sessionIds, random);
  await Promise.all(targets.map((target) => target.kill()));
  await sleep(random.between(0, 1_500));
  return { says: `${namesOf(targets)} ${moment}`, hits: targets.length };
}

async function killPostgres(battle: Battle): Promise<Blow> {
  const moment = await waitMoment(battle);
  await battle.arena.killPostgres();
  const downMs = battle.random.between(0, 3_000);
  await sleep(downMs);
  return { says: `${moment}, down ${downMs} ms`, hits: 1 };
}

async function restartPostgres(battle: Battle): Promise<Blow> {
  const moment = await waitMoment(battle);
  if (battle.arena.isPostgresDown || battle.random.chance(0.5)) await battle.arena.killPostgres();
  else await battle.arena.stack.postgres.restart();
  return { says: moment, hits: 1 };
}

async function stopExecutor(battle: Battle): Promise<Blow> {
  const moment = await waitMoment(battle);
  const targets = await battle.arena.findExecutors(battle.sessionIds, battle.random);
  await Promise.all(targets.map((target) => target.kill('SIGSTOP')));
  await sleep(STOPPED_MS);
  await Promise.all(targets.map((target) => target.kill('SIGCONT')));
  return { says: `${namesOf(targets)} ${moment}, for ${STOPPED_MS} ms`, hits: targets.length };
}

/** Cuts every connection to PostgreSQL a few times in a row, so that uncommitted transactions are lost. */
async function cutConnections(battle: Battle): Promise<Blow> {
  const moment = await waitMoment(battle);
  const times = battle.random.between(1, 6);
  for (let done = 0; done < times; done += 1) {
    for (const proxy of battle.arena.proxies) proxy.cutAll();
    await sleep(battle.random.between(0, 400));
  }
  return { says: `${times} times ${moment}`, hits: times };
}

/** The next commits succeed, but their answers are lost. */
async function cutCommits(battle: Battle, count: number): Promise<Blow> {
  const moment = await waitMoment(battle);
  let left = count;
  const cut = (): Verdict => {
    left -= 1;
    return left >= 0 ? 'drop' : 'forward';
  };
  await judgeCommits(battle.arena, cut, () => left <= 0);
  const hits = count - Math.max(0, left);
  return { says: `${hits} commits ${moment}`, hits };
}

/** Kills the process when PostgreSQL has committed such a transaction and the process does not know it yet. */
async function killAtCommit(battle: Battle, isMeant: (transaction: CommittedTransaction) => boolean): Promise<Blow> {
  const { arena, random } = battle;
  let skip = random.between(0, 2);
  let isStruck = false;
  let hit: string | undefined;
  const strike = async (transaction: CommittedTransaction, controlPlane: number): Promise<Verdict> => {
    if (isStruck || !isMeant(transaction)) return 'forward';
    skip -= 1;
    if (skip >= 0) return 'forward';
    isStruck = true;
    const target = arena.controlPlanes[controlPlane];
    await target?.kill();
    hit = target?.name ?? '';
    return 'drop';
  };
  await judgeCommits(arena, strike, () => hit !== undefined);
  await sleep(random.between(0, 1_500));
  return hit === undefined ? { says: 'no such commit came', hits: 0 } : { says: `${hit} at such a commit`, hits: 1 };
}

async function judgeCommits(
  arena: Arena,
  judge: (transaction: CommittedTransaction, controlPlane: number) => Verdict | Promise<Verdict>,
  isDone: () => boolean,
): Promise<void> {
  for (const [index, proxy] of arena.proxies.entries()) proxy.onCommitted = (transaction) => judge(transaction, index);
  const giveUpAt = performance.now() + MAX_WAIT_MS;
  while (!isDone() && performance.now() < giveUpAt) await sleep(10);
  for (const proxy of arena.proxies) proxy.onCommitted = null;
}
