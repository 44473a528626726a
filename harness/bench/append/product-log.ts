import { randomUUID } from 'node:crypto';
import {
  GroupCommit,
  createIds,
  EVERY_SUBJECT,
  createEventHub,
  newChange,
  openDatabase,
  SessionMemory,
  systemClock,
  transactFromMemory,
  type EngineDeps,
  type EventBus,
  type EventHub,
  type OpenDatabase,
} from '@everruns/control-plane/testing/bench';
import { DEFAULT_ORGANIZATION_ID, ZERO_USAGE, type EventDraft, type SessionId } from '@everruns/schemas';
import { createLogger } from '@everruns/log';
import type { Logger } from 'pino';

/** Appends to a session as the product does: decide from memory, write in one statement, publish. */
export interface ProductLog extends AsyncDisposable {
  hub: EventHub;
  createSession(): Promise<SessionId>;
  append(sessionId: SessionId, count: number): Promise<void>;
  /** Counts the sessions with a gap in their sequences. */
  countBroken(): Promise<number>;
}

const SILENT_BUS: EventBus = {
  setActive: () => undefined,
  publish: () => undefined,
  follow: () => undefined,
  hasPeers: () => false,
  hasFollowers: () => false,
  subscribe: () => () => undefined,
  close: async () => undefined,
};

const DRAFT: EventDraft = { type: 'act.completed', data: { iteration: 1, success_count: 1, error_count: 0 } };

const AGENT = `insert into agents (org_id, id, name, system_prompt, capabilities, tools, limits, busy_policy)
  values ($1, $2, 'bench', '', '[]', '[]', '{}', 'queue')`;
const BROKEN = `select count(*)::int as broken from (
  select session_id from events group by session_id having max(sequence) <> count(*)) as holes`;

/** Opens the log over a migrated database of its own. */
export async function openProductLog(databaseUrl: string): Promise<ProductLog> {
  const log = createLogger({ level: 'warn' });
  const ids = createIds(systemClock);
  const database = openDatabase({ url: databaseUrl, size: 20, log });
  const hub = createEventHub({ database, bus: SILENT_BUS, clock: systemClock, ids, log });
  const deps = createDeps({ database, hub, newId: () => ids.uuid(), log });
  const agentId = randomUUID();
  await database.pool.query(AGENT, [DEFAULT_ORGANIZATION_ID, agentId]);
  return {
    hub,
    async createSession() {
      const id = ids.uuid() as SessionId;
      await database.pool.query(`insert into sessions (org_id, id, agent_id, usage) values ($1, $2, $3, $4)`, [
        DEFAULT_ORGANIZATION_ID,
        id,
        agentId,
        JSON.stringify(ZERO_USAGE),
      ]);
      return id;
    },
    async append(sessionId, count) {
      await transactFromMemory(deps, { sessionId }, async (rows) => {
        const { session, agent } = await rows.session(
          { org_id: DEFAULT_ORGANIZATION_ID, subjects: EVERY_SUBJECT },
          sessionId,
        );
        const change = newChange(deps, session);
        change.agent = agent;
        for (let nth = 0; nth < count; nth += 1) change.append(DRAFT);
        return { result: null, change };
      });
    },
    async countBroken() {
      const { rows } = await database.pool.query<{ broken: number }>(BROKEN);
      return rows[0]?.broken ?? Number.NaN;
    },
    async [Symbol.asyncDispose]() {
      await hub.close();
      await database.close();
    },
  };
}

/** Provides only the dependencies that appending needs: no agent is looked up and nothing is dispatched. */
function createDeps(parts: { database: OpenDatabase; hub: EventHub; newId: () => string; log: Logger }): EngineDeps {
  const ignore = () => undefined;
  const memory = new SessionMemory({ sessions: 10_000, conversations: 0 });
  const deps = {
    db: parts.database.db,
    hub: parts.hub,
    log: parts.log,
    clock: systemClock,
    newId: () => parts.newId(),
    memory,
    commits: new GroupCommit(parts.database.commits, memory),
    onDispatch: ignore,
    onStop: ignore,
  };
  return deps as unknown as EngineDeps;
}
