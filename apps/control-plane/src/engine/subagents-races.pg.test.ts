import type { SessionId } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { PLATFORM } from './ports/process-context.ts';
import type { SessionPair } from './state/delivery.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { answer, childrenOf, countDeliveries, deliverAll, startFamily } from './testing/subagent-kit.ts';
import { during, resultsOf, startCalls } from './testing/wait-kit.ts';
import { deliverHead } from './verbs/deliveries/deliver.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const deliver = (pair: SessionPair | undefined) => {
  if (pair === undefined) throw new Error('there is nothing to deliver');
  return deliverHead(kit.deps, PLATFORM, pair);
};

/** Sessions that belong to the tree, as earlier turns have left them. */
async function fillTree(root: SessionId, count: number): Promise<void> {
  await runSql(
    kit.database.db,
    `insert into sessions (org_id, id, agent_id, usage, parent_session_id, root_session_id, ancestors, child_number)
     select s.org_id, gen_random_uuid(), s.agent_id, s.usage, s.id, s.id, array[s.id], n from sessions s, generate_series(1, $3) n
     where s.org_id = $1 and s.id = $2`,
    [CTX.org_id, root, count],
  );
}

it('two sub-agents that are started at once are counted one after the other', async () => {
  const root = await kit.newSession();
  await fillTree(root, 62);
  await startCalls(kit, ['task', 'task'], root);
  const [first, second] = kit.toDeliver.splice(0);
  await during(
    { kit, moment: 'spawn:shared' },
    () => deliver(first),
    () => deliver(second),
  );
  expect(await childrenOf(kit, root)).toHaveLength(63);
  kit.toDeliver.push(...(first === undefined || second === undefined ? [] : [flip(first), flip(second)]));
  await deliverAll(kit);
  expect(await resultsOf(kit, root)).toEqual([expect.stringContaining('at most 64 sessions')]);
});

const flip = ({ from_session, to_session }: SessionPair): SessionPair => ({
  from_session: to_session,
  to_session: from_session,
});

it('a later delivery waits for the one before, also while another process is at work on that', async () => {
  const parent = await startCalls(kit, ['task']);
  await kit.verbs.cancelSession(CTX, { session_id: parent.session, idempotency: null });
  const pair = kit.toDeliver.find(({ from_session, to_session }) => from_session !== to_session);
  const other = await kit.database.pool.connect();
  await other.query('begin');
  await other.query(`select 1 from deliveries where from_session = $1 and kind = 'spawn' for update`, [parent.session]);
  try {
    expect((await deliver(pair)).wasDelivered).toBe(false);
  } finally {
    await other.query('rollback');
    other.release();
  }
  // The start, the cancel of the sub-agent and that of the session.
  const left = 'select 1 from deliveries where from_session = $1';
  expect(await runSql(kit.database.db, left, [parent.session])).toHaveLength(3);
  await deliverAll(kit);
  expect(await runSql(kit.database.db, left, [parent.session])).toEqual([]);
});

it('the end of a sub-agent and the cancel of its caller come in either order, and each call has one result', async () => {
  for (const order of ['end', 'cancel']) {
    const { parent, child } = await startFamily(kit);
    await answer(kit, child);
    const cancel = () => kit.verbs.cancelSession(CTX, { session_id: parent.session, idempotency: null });
    if (order === 'end') await during({ kit, moment: 'ended:locked' }, () => deliverAll(kit), cancel);
    else await cancel();
    await deliverAll(kit);
    expect(await resultsOf(kit, parent.session)).toEqual([order === 'end' ? 'The answer.' : expect.any(String)]);
    expect(await kit.count(parent.session, 'tool.completed')).toBe(1);
    expect(await countDeliveries(kit)).toBe(0);
  }
});

it('a tree comes to its end whatever is lost on the way', { timeout: 120_000 }, async () => {
  const root = (await startCalls(kit, ['task', 'task', 'task'])).session;
  let seed = 20_261_201;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const open = (depth: number) => (depth < 2 ? ['task', 'task'] : []);
  for (let round = 0; round < 400; round += 1) {
    // A process dies with what it was about to deliver.
    if (random() < 0.3) kit.toDeliver.length = 0;
    const pairs = await runSql<SessionPair>(
      kit.database.db,
      'select distinct from_session, to_session from deliveries',
      [],
    );
    for (const pair of pairs.filter(() => random() < 0.5)) kit.toDeliver.push(pair);
    await deliverAll(kit);
    const running = await runSql<{ id: string; depth: number; iteration: number }>(
      kit.database.db,
      `select t.id, coalesce(cardinality(s.ancestors), 0) as depth, t.iteration from turns t join sessions s on s.id = t.session_id
       where t.status = 'running' and t.open_calls = 0 and (s.id = $1 or s.root_session_id = $1)`,
      [root],
    );
    if (running.length === 0 && pairs.length === 0) break;
    for (const { id, depth, iteration } of running.filter(() => random() < 0.6)) {
      const begun = await kit.begin(id as never, { iteration });
      await kit.commitReason(begun, iteration === 1 && depth > 0 ? { calls: open(depth) } : {});
    }
  }
  const sessions = await runSql<{ id: SessionId; status: string }>(
    kit.database.db,
    'select id, status from sessions where id = $1 or root_session_id = $1',
    [root],
  );
  expect(sessions).toHaveLength(1 + 3 + 6);
  expect(sessions.every(({ status }) => status === 'idle')).toBe(true);
  for (const { id } of sessions) {
    const types = await kit.types(id);
    const count = (type: string) => types.filter((one) => one === type).length;
    expect([count('tool.completed'), count('subagent.completed')]).toEqual([
      count('subagent.spawned'),
      count('subagent.spawned'),
    ]);
  }
});
