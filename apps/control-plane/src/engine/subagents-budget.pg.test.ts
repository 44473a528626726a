import type { SessionId } from '@everruns/schemas';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { runSql } from '../db/database.ts';
import { PLATFORM } from './ports/process-context.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { answer, childrenOf, deliverAll, startFamily } from './testing/subagent-kit.ts';
import { during, openWaitOf, park, resolve, resultsOf, startCalls } from './testing/wait-kit.ts';
import { deliverHead } from './verbs/deliveries/deliver.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterEach(() => void Object.assign(kit, { limits: {}, toolsPolicy: undefined }));
afterAll(() => kit[Symbol.asyncDispose]());

/** The tokens that the sub-agents of a session may use, in the order in which they were started. A generation uses 15. */
async function sharesOf(session: SessionId): Promise<number[]> {
  const sql = `select (budget ->> 'max_turn_tokens')::int as tokens from sessions where org_id = $1 and parent_session_id = $2 order by child_number`;
  return (await runSql<{ tokens: number }>(kit.database.db, sql, [CTX.org_id, session])).map(({ tokens }) => tokens);
}

it('sub-agents that work at the same time share what is left in equal parts', async () => {
  kit.limits = { max_turn_tokens: 115 };
  const parent = await startCalls(kit, ['task', 'task', 'task', 'task']);
  await deliverAll(kit);
  expect(await sharesOf(parent.session)).toEqual([25, 25, 25, 25]);
});

it('what one has not used is there for those that are started later', async () => {
  kit.limits = { max_turn_tokens: 115 };
  kit.toolsPolicy = { task: 'requires_approval' };
  const parent = await startCalls(kit, ['task', 'task']);
  await park(kit, parent, [0, 1]);
  const begin = async (ordinal: number): Promise<void> => {
    const atom = { turn_id: parent.turn, iteration: 1, kind: 'act' as const, ordinal };
    const segment = kit.dispatched.findLast(({ id }) => id === parent.turn)?.segment ?? 0;
    await kit.service.getTurnContext({ atom, segment, exec_id: crypto.randomUUID() as never, have_sequence: 1 });
    await deliverAll(kit);
  };
  const waits = await kit.verbs.listWaits(CTX, { session_id: parent.session, limit: 10 });
  const [second, first] = waits.data;
  if (first === undefined || second === undefined) throw new Error('two approvals');
  await resolve(kit, first, { decision: 'approve' });
  await begin(0);
  expect(await sharesOf(parent.session)).toEqual([50]);
  for (const child of await childrenOf(kit, parent.session)) await answer(kit, child);
  await deliverAll(kit);
  await resolve(kit, await openWaitOf(kit, parent.session), { decision: 'approve' });
  await begin(1);
  expect(await sharesOf(parent.session)).toEqual([50, 85]);
});

it('a sub-agent that ends while another is started counts once: by its budget or by what it used', async () => {
  kit.limits = { max_turn_tokens: 115 };
  const parent = await startCalls(kit, ['task', 'task']);
  const [first, second] = kit.toDeliver.splice(0);
  if (first === undefined || second === undefined) throw new Error('two starts');
  await deliverHead(kit.deps, PLATFORM, first);
  const [child] = await childrenOf(kit, parent.session);
  if (child === undefined) throw new Error('a sub-agent');
  await answer(kit, child);
  await during(
    { kit, moment: 'spawn:shared' },
    () => deliverHead(kit.deps, PLATFORM, second),
    () => deliverAll(kit),
  );
  const [, later = 0] = await sharesOf(parent.session);
  // 15 of the turn itself, and of the first one at least the 15 that it has used.
  expect(later).toBeLessThanOrEqual(115 - 15 - 15);
  expect(later).toBeGreaterThanOrEqual(50);
});

it('below a sub-agent its part is shared again', async () => {
  kit.limits = { max_turn_tokens: 215 };
  const parent = await startCalls(kit, ['task', 'task']);
  await deliverAll(kit);
  const [child] = await childrenOf(kit, parent.session);
  if (child === undefined) throw new Error('a sub-agent');
  await kit.commitReason(await kit.begin(child.turn), { calls: ['task', 'task'] });
  await deliverAll(kit);
  expect(await sharesOf(parent.session)).toEqual([100, 100]);
  expect(await sharesOf(child.session)).toEqual([42, 43]);
});

it('one for which nothing is left is not started', async () => {
  kit.limits = { max_turn_tokens: 18 };
  const { parent } = await startFamily(kit);
  expect(await sharesOf(parent.session)).toEqual([3]);
  const many = await startCalls(
    kit,
    Array.from({ length: 4 }, () => 'task'),
  );
  await deliverAll(kit);
  const refusals = (await resultsOf(kit, many.session)).filter((text) => text.includes('Nothing is left'));
  expect(refusals.length + (await childrenOf(kit, many.session)).length).toBe(4);
  expect((await sharesOf(many.session)).reduce((sum, tokens) => sum + tokens, 0)).toBeLessThanOrEqual(3);
});
