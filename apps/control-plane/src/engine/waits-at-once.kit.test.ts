import { EverrunsError, type SessionId, type TurnId } from '@everruns/schemas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction } from '../db/transaction.ts';
import { runSql } from '../db/database.ts';
import { findSessionForUpdate } from '../repositories/sessions.ts';
import { moveSession } from '../repositories/subjects.ts';
import { PLATFORM } from './ports/process-context.ts';
import { CTX, EngineKit } from './testing/engine-kit.ts';
import { fork } from './testing/fork-kit.ts';
import { answer, archiveAgentOf, childrenOf, deliverAll, type Family } from './testing/subagent-kit.ts';
import { sweepOnce } from './testing/sweep-kit.ts';
import { listWaits, park, resolve, startCalls } from './testing/wait-kit.ts';
import { deleteTree } from './verbs/delete-tree.ts';
import { mendChild } from './verbs/deliveries/mend-child.ts';
import { expireWait } from './verbs/expire-wait.ts';

let kit: EngineKit;
beforeAll(async () => {
  kit = await EngineKit.open();
});
afterAll(() => kit[Symbol.asyncDispose]());

const run = <Row extends object>(sql: string, values: unknown[]) => runSql<Row>(kit.database.db, sql, values);

const waitOf = async (session: SessionId, kind: string) => {
  const wait = (await listWaits(kit, session)).find((one) => one.kind === kind);
  if (wait === undefined) throw new Error(`no wait of the kind ${kind}`);
  return wait;
};

async function erase(session: SessionId): Promise<void> {
  await run('update sessions set deleting_at = now() where org_id = $1 and id = $2', [CTX.org_id, session]);
  await deleteTree(kit.deps, CTX, { session_id: session });
}

/** What people, clients, sub-agents and the clock do to a turn that waits for all of them. */
const ACTS: Record<string, (family: Family) => Promise<unknown>> = {
  approve: async ({ parent }) => resolve(kit, await waitOf(parent.session, 'approval'), { decision: 'approve' }),
  deny: async ({ parent }) => resolve(kit, await waitOf(parent.session, 'approval'), { decision: 'deny' }),
  async answerCall({ parent: { session } }) {
    const { request } = await waitOf(session, 'client_tool');
    const tool_results = [{ tool_call_id: request.tool_call_id, result: 'blue' }];
    return kit.verbs.resolveToolCalls(CTX, { session_id: session, request: { tool_results }, idempotency: null });
  },
  async expire({ parent: { session } }) {
    await run(`update waits set expires_at = now() - interval '1 second' where org_id = $1 and session_id = $2`, [
      CTX.org_id,
      session,
    ]);
    for (const { id } of await listWaits(kit, session))
      await expireWait(kit.deps, PLATFORM, { org_id: CTX.org_id, wait_id: id });
  },
  cancelTurn: ({ parent: { session, turn } }) =>
    kit.verbs.cancelTurn(CTX, { session_id: session, turn_id: turn, idempotency: null }),
  cancelSession: ({ parent: { session } }) => kit.verbs.cancelSession(CTX, { session_id: session, idempotency: null }),
  /** The sub-agent has not been started before. */
  spawn: () => deliverAll(kit),
  park: ({ parent }) => park(kit, parent, [0, 1, 2]),
  childAnswers: ({ child }) => answer(kit, child),
  cancelChild: ({ child }) => kit.verbs.cancelSession(CTX, { session_id: child.session, idempotency: null }),
  eraseChild: ({ child }) => erase(child.session),
  erase: ({ parent }) => erase(parent.session),
  fork: ({ parent }) => fork(kit, parent.session),
  archiveAgent: ({ parent }) => archiveAgentOf(kit, parent.session),
  moveSubject: ({ parent: { session } }) =>
    inTransaction(kit.deps.db, async (tx) => {
      const found = await findSessionForUpdate(tx, CTX, session);
      if (found !== null) await moveSession(tx, CTX, { session_id: session, subject: 'customer:9' });
    }),
  queue: ({ parent: { session } }) => kit.post(session, 'later', { busy_policy: 'queue' }),
  steer: ({ parent: { session } }) => kit.post(session, 'and this', { busy_policy: 'steer' }),
  interrupt: ({ parent: { session } }) => kit.post(session, 'stop', { busy_policy: 'interrupt' }),
};

const NEED_CHILD: ReadonlySet<string> = new Set(['childAnswers', 'cancelChild', 'eraseChild']);
const NAMES = Object.keys(ACTS);
const PAIRS = NAMES.flatMap((first, index) =>
  NAMES.slice(index + 1).map((second): [string, string] => [first, second]),
).filter((pair) => !(pair.includes('spawn') && pair.some((name) => NEED_CHILD.has(name))));

it.each(PAIRS)(
  '%s and %s at once leave every call with one result, and nothing that waits in vain',
  async (...names) => {
    for (const order of [names, names.toReversed()]) {
      const session = await kit.newSession();
      const parent = await startCalls(kit, ['risk', 'ask', 'task'], session);
      if (!names.includes('spawn')) await deliverAll(kit);
      const [child = NO_CHILD] = await childrenOf(kit, session);
      if (!names.includes('park')) await park(kit, parent, [0, 1, 2]);
      const done = await Promise.allSettled(order.map(async (name) => ACTS[name]?.({ parent, child })));
      for (const one of done) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(EverrunsError);
      const forks = done.flatMap((one, index) =>
        order[index] === 'fork' && one.status === 'fulfilled' ? [(one.value as { id: SessionId }).id] : [],
      );
      await settle();
      await expectSound(session);
      await kit.verbs.cancelSession(CTX, { session_id: session, idempotency: null }).catch(() => null);
      await settle();
      await expectEnded(session);
      for (const id of forks) await expectAnswered(id);
    }
  },
);

const NO_CHILD = { session: '' as SessionId, turn: '' as TurnId };

/** Delivers everything, and mends what the sweep finds. */
async function settle(): Promise<void> {
  await deliverAll(kit);
  await run(`update waits set created_at = created_at - interval '1 minute' where status = 'open'`, []);
  for (;;) {
    const { children } = await sweepOnce(kit);
    if (children.length === 0) return;
    for (const child of children) await mendChild(kit.deps, PLATFORM, child);
    await deliverAll(kit);
  }
}

async function expectSound(session: SessionId): Promise<void> {
  const [found] = await run<{ status: string; asked: boolean }>(
    `select s.status, exists (select from waits w where w.session_id = s.id and w.status = 'open' and w.kind <> 'subagent') as asked
      from sessions s where s.org_id = $1 and s.id = $2`,
    [CTX.org_id, session],
  );
  if (found === undefined) return;
  expect(found.status === 'requires_action').toBe(found.asked);
  const counted = await run(
    `select t.id from turns t where t.org_id = $1 and t.session_id = $2 and (
      t.open_waits <> (select count(*) from atoms a where a.turn_id = t.id and a.status = 'waiting')
      or t.open_waits <> (select count(*) from waits w where w.turn_id = t.id and w.status = 'open')
      or t.open_children <> (select count(*) from waits w where w.turn_id = t.id and w.status = 'open' and w.kind = 'subagent')
      or (t.ended_at is not null and t.open_waits > 0))`,
    [CTX.org_id, session],
  );
  expect(counted).toEqual([]);
}

async function expectEnded(session: SessionId): Promise<void> {
  const left = await run(
    `select t.id from turns t join sessions s on s.id = t.session_id where t.org_id = $1 and $2 in (s.id, s.root_session_id) and t.ended_at is null
      union all select w.id from waits w where w.org_id = $1 and w.root_session_id = $2 and w.status = 'open'`,
    [CTX.org_id, session],
  );
  expect(left).toEqual([]);
  await expectAnswered(session);
}

/** Each call of the log has one result. */
async function expectAnswered(session: SessionId): Promise<void> {
  const log = await kit.log(session);
  const results = log.filter(({ type }) => type === 'tool.completed').map(({ data }) => data['tool_call_id']);
  expect(new Set(results).size).toBe(results.length);
  if (log.length > 0) expect(results).toHaveLength(3);
}
