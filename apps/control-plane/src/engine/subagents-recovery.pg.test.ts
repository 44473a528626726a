import type { SessionId } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { sumUsage } from '../repositories/session-tree.ts';
import { PLATFORM } from './ports/process-context.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { sweepOnce } from './testing/sweep-kit.ts';
import { answer, childrenOf, countDeliveries, deliverAll, startFamily, type Child } from './testing/subagent-kit.ts';
import { during, resultsOf, startCalls, turnRow } from './testing/wait-kit.ts';
import { deleteTree } from './verbs/delete-tree.ts';
import { mendChild } from './verbs/deliveries/mend-child.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const run = (sql: string, values: unknown[] = []) => runSql(kit.database.db, sql, values);

/** Loses every delivery, as if it had never been written. */
async function loseDeliveries(): Promise<void> {
  kit.toDeliver.length = 0;
  await run('delete from deliveries');
  await run(`update waits set created_at = created_at - interval '1 minute' where status = 'open'`);
}

/** What the reconciler finds and mends, from the state alone. */
async function reconcile(): Promise<string[]> {
  const { children } = await sweepOnce(kit);
  for (const child of children) await mendChild(kit.deps, PLATFORM, child);
  await deliverAll(kit);
  return children.map(({ missing }) => missing);
}

const exists = async (id: SessionId): Promise<boolean> =>
  (await run('select 1 from sessions where org_id = $1 and id = $2', [CTX.org_id, id])).length > 0;

const mark = (id: SessionId) =>
  run('update sessions set deleting_at = now() where org_id = $1 and id = $2', [CTX.org_id, id]);

describe('the reconciler', () => {
  it('starts a sub-agent that was never started', async () => {
    const parent = await startCalls(kit, ['task']);
    await loseDeliveries();
    expect(await reconcile()).toEqual(['spawn']);
    expect(await childrenOf(kit, parent.session)).toHaveLength(1);
    await kit.verbs.cancelSession(CTX, { session_id: parent.session, idempotency: null });
    await deliverAll(kit);
    expect(await reconcile()).toEqual([]);
  });

  it('tells a caller of an end that it was never told of', async () => {
    const { parent, child } = await startFamily(kit);
    await answer(kit, child);
    await loseDeliveries();
    expect(await reconcile()).toEqual(['ended']);
    expect(await resultsOf(kit, parent.session)).toEqual(['The answer.']);
    expect(await reconcile()).toEqual([]);
  });

  it('ends a sub-agent whose caller no longer waits', async () => {
    const { parent, child } = await startFamily(kit);
    await kit.verbs.cancelTurn(CTX, { session_id: parent.session, turn_id: parent.turn, idempotency: null });
    await loseDeliveries();
    expect(await reconcile()).toEqual(['cancel']);
    expect((await turnRow(kit, child.turn)).status).toBe('canceled');
    expect(await reconcile()).toEqual([]);
  });

  it('leaves alone what a delivery already does', async () => {
    await startCalls(kit, ['task']);
    kit.toDeliver.length = 0;
    await run(`update waits set created_at = created_at - interval '1 minute' where status = 'open'`);
    expect(await reconcile()).toEqual([]);
    await loseDeliveries();
    await reconcile();
  });
});

describe('a delivery', () => {
  it('is due again, later each time, until somebody delivers it', async () => {
    await startCalls(kit, ['task']);
    kit.toDeliver.length = 0;
    const sweep = () => sweepOnce(kit);
    expect((await sweep()).deliveries).toEqual([]);
    for (const pause of [1, 2, 4]) {
      await run(`update deliveries set next_at = now() - interval '1 second'`);
      expect((await sweep()).deliveries).toHaveLength(1);
      expect((await sweep()).deliveries).toEqual([]);
      const [row] = await runSql<{ left: number }>(
        kit.database.db,
        'select extract(epoch from next_at - now())::float8 as left from deliveries',
        [],
      );
      expect(row?.left).toBeGreaterThan(pause - 1);
      expect(row?.left).toBeLessThanOrEqual(pause);
    }
    await run('update deliveries set attempts = 61');
    await deliverAll(kit);
    const [pair] = await runSql<never>(kit.database.db, 'select from_session, to_session from deliveries', []);
    kit.toDeliver.push(...(pair === undefined ? [] : [pair]));
    await deliverAll(kit);
    expect(await countDeliveries(kit)).toBe(0);
  });
});

describe('deleting', () => {
  async function startDeep(): Promise<{ root: SessionId; below: Child[] }> {
    const { parent, child } = await startFamily(kit);
    await kit.commitReason(await kit.begin(child.turn), { calls: ['task', 'task'] });
    await deliverAll(kit);
    return { root: parent.session, below: [child, ...(await childrenOf(kit, child.session))] };
  }

  it('ends and erases everything below, and nothing is started anew under the same ids', async () => {
    const { root, below } = await startDeep();
    await mark(root);
    await expect(kit.post(root, 'hello')).rejects.toMatchObject({ code: 'not_found' });
    await deleteTree(kit.deps, CTX, { session_id: root });
    await deliverAll(kit);
    for (const id of [root, ...below.map(({ session }) => session)]) expect(await exists(id)).toBe(false);
    expect(kit.stops.map(({ turn_id }) => turn_id)).toEqual(expect.arrayContaining(below.map(({ turn }) => turn)));
    expect(await countDeliveries(kit)).toBe(0);
  });

  it('of a sub-agent alone gives its caller an error, and it is not started again', async () => {
    const { parent, child } = await startFamily(kit);
    await mark(child.session);
    await deleteTree(kit.deps, CTX, { session_id: child.session });
    await loseDeliveries();
    expect(await reconcile()).toEqual(['spawn']);
    expect(await exists(child.session)).toBe(false);
    expect(await resultsOf(kit, parent.session)).toEqual(['The session of the sub-agent was deleted.']);
  });

  it('leaves what a sub-agent has used to those above it, and its number to nobody', async () => {
    const { parent, child } = await startFamily(kit);
    await kit.commitReason(await kit.begin(child.turn), { calls: ['task'] });
    await deliverAll(kit);
    const total = () => sumUsage(kit.database.db, CTX, { id: parent.session, root: undefined });
    const before = await total();
    expect(before.input_tokens).toBe(20);
    await mark(child.session);
    await deleteTree(kit.deps, CTX, { session_id: child.session });
    expect(await total()).toEqual(before);
    await loseDeliveries();
    await reconcile();
    expect(await resultsOf(kit, parent.session)).toEqual(['The session of the sub-agent was deleted.']);
    const [row] = await runSql<{ used: { input_tokens: number } }>(
      kit.database.db,
      'select children_usage as used from turns where org_id = $1 and id = $2',
      [CTX.org_id, parent.turn],
    );
    expect(row?.used.input_tokens).toBe(10);
    const next = await kit.begin(parent.turn, { iteration: 2 });
    await kit.commitReason(next, { calls: ['task'] });
    await deliverAll(kit);
    const numbers = await run('select child_number from sessions where root_session_id = $1', [parent.session]);
    expect(numbers).toEqual([{ child_number: 3 }]);
    await mark(parent.session);
    await deleteTree(kit.deps, CTX, { session_id: parent.session });
    const left = 'select 1 from session_tombstones where usage is not null and session_id = any($1::uuid[])';
    expect(await run(left, [[child.session, parent.session]])).toEqual([]);
  });

  it('waits for a sub-agent that is just being started, and takes it along', async () => {
    const { session } = await startCalls(kit, ['task']);
    await mark(session);
    await during(
      { kit, moment: 'spawn:shared' },
      () => deliverAll(kit),
      () => deleteTree(kit.deps, CTX, { session_id: session }),
    );
    await deliverAll(kit);
    expect(await childrenOf(kit, session)).toEqual([]);
    expect(await exists(session)).toBe(false);
  });
});

it('the usage of a root is the sum of all below it, and of a sub-agent that of its own part', async () => {
  const { parent, child } = await startFamily(kit);
  await kit.commitReason(await kit.begin(child.turn), { calls: ['task'] });
  await deliverAll(kit);
  const [grandchild] = await childrenOf(kit, child.session);
  if (grandchild === undefined) throw new Error('no sub-agent was started');
  await answer(kit, grandchild);
  await deliverAll(kit);
  const total = (id: SessionId, root?: SessionId) => sumUsage(kit.database.db, CTX, { id, root });
  expect(await total(parent.session)).toMatchObject({ input_tokens: 30, output_tokens: 15 });
  expect(await total(child.session, parent.session)).toMatchObject({ input_tokens: 20 });
  expect(await total(grandchild.session, parent.session)).toMatchObject({ input_tokens: 10 });
});
