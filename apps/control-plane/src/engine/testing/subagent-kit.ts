import { childTurnId, type AgentId, type SessionId, type TurnId } from '@everruns/schemas';
import { runSql } from '../../db/database.ts';
import type { SessionPair } from '../state/delivery.ts';
import { PLATFORM } from '../ports/process-context.ts';
import { deliverHead } from '../verbs/deliveries/deliver.ts';
import { CTX, type EngineKit } from './engine-kit.ts';
import { startCalls, type CallingTurn } from './wait-kit.ts';

/** Delivers everything that was told, and what comes of it, as the queue of a process does. */
export async function deliverAll(kit: EngineKit): Promise<void> {
  for (let pair = kit.toDeliver.shift(); pair !== undefined; pair = kit.toDeliver.shift()) await deliverPair(kit, pair);
}

async function deliverPair(kit: EngineKit, pair: SessionPair): Promise<void> {
  for (;;) {
    const { wasDelivered, next } = await deliverHead(kit.deps, PLATFORM, pair);
    kit.toDeliver.push(...next);
    if (!wasDelivered) return;
  }
}

export interface Child {
  session: SessionId;
  turn: TurnId;
}

/** The sub-agents of a session that exist, in the order in which they were started. */
export async function childrenOf(kit: EngineKit, parent: SessionId): Promise<Child[]> {
  const sql = 'select id from sessions where org_id = $1 and parent_session_id = $2 order by child_number';
  const rows = await runSql<{ id: SessionId }>(kit.database.db, sql, [CTX.org_id, parent]);
  return rows.map(({ id }) => ({ session: id, turn: childTurnId(id) }));
}

export interface Family {
  parent: CallingTurn;
  child: Child;
}

/** A turn that waits for one sub-agent, which has started. */
export async function startFamily(kit: EngineKit, session?: SessionId): Promise<Family> {
  const parent = await startCalls(kit, ['task'], session);
  await deliverAll(kit);
  const child = (await childrenOf(kit, parent.session)).at(-1);
  if (child === undefined) throw new Error('no sub-agent was started');
  return { parent, child };
}

/** Begins the running turn of a sub-agent and answers. */
export async function answer(kit: EngineKit, { turn }: Child, text = 'The answer.'): Promise<void> {
  await kit.commitReason(await kit.begin(turn), { text });
}

export async function countDeliveries(kit: EngineKit): Promise<number> {
  const [row] = await runSql<{ count: number }>(kit.database.db, 'select count(*)::int as count from deliveries', []);
  return row?.count ?? -1;
}

export async function archiveAgentOf(kit: EngineKit, session: SessionId): Promise<AgentId> {
  const sql = `update agents set status = 'archived' where id = (select agent_id from sessions where org_id = $1 and id = $2) returning id`;
  const [row] = await runSql<{ id: AgentId }>(kit.database.db, sql, [CTX.org_id, session]);
  if (row === undefined) throw new Error('there is no such session');
  return row.id;
}
