import { createInlineOffload } from '@everruns/core/testing';
import { DEFAULT_ORGANIZATION_ID, SessionId, type TurnId } from '@everruns/schemas';
import { createLogger } from '@everruns/log';
import { v7 } from 'uuid';
import { createCredentialWatch } from '../../auth/credential-watch.ts';
import { openDatabase, runSql, type Database } from '../../db/database.ts';
import { createHttpApp } from '../../http/app.ts';
import { createOpenAuthenticate } from '../../auth/principal.ts';
import { listen } from '../../http/listen.ts';
import { eventRoutes } from '../../http/routes/events/index.ts';
import { systemClock } from '@everruns/kernel';
import { createCursorCodec } from '../../kernel/cursor.ts';
import { createIds } from '../../kernel/create-ids.ts';
import { createMemoryBus } from './memory-bus.ts';
import { createEventHub } from '../create-event-hub.ts';
import type { EventTextRow } from '../../repositories/event-rows.ts';
import { toPublishedEvent } from '../encode.ts';
import type { EventBus, EventHub, PublishedEvent } from '../hub.ts';

export interface EventServer extends AsyncDisposable {
  url: string;
  db: Database;
  hub: EventHub;
  /** SQL statements so far. */
  statements(): number;
}

/** A real HTTP server with the event routes alone, over an existing database. */
export async function startEventServer(options: {
  databaseUrl: string;
  bus?: EventBus;
  heartbeatMs?: number;
}): Promise<EventServer> {
  const log = createLogger({ level: 'silent' });
  let statements = 0;
  const onStatement = () => (statements += 1);
  const database = openDatabase({ url: options.databaseUrl, size: 4, log, onStatement });
  const bus = options.bus ?? createMemoryBus();
  const hub = createEventHub({ database, bus, clock: systemClock, ids: createIds(systemClock), log });
  const heartbeatMs = options.heartbeatMs ?? 15_000;
  const credentials = createCredentialWatch({ db: database.db, clock: systemClock, log, adminEmailKey: null });
  const app = createHttpApp({
    routes: eventRoutes({
      db: database.db,
      hub,
      cursors: createCursorCodec(Buffer.alloc(32, 7)),
      log,
      credentials,
      heartbeatMs,
    }),
    authenticate: createOpenAuthenticate(),
    trustedProxyHops: 0,
    apiLimits: null,
    recordAudit: async () => undefined,
    hostPolicy: { allowedHosts: [], corsAllowedOrigins: ['https://ui.example'] },
    log,
    offload: createInlineOffload(),
    clock: systemClock,
    ids: createIds(systemClock),
  });
  const listener = await listen(app, { host: '127.0.0.1', port: 0, ids: createIds(systemClock) });
  return {
    url: listener.url,
    db: database.db,
    hub,
    statements: () => statements,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await listener.close(AbortSignal.abort());
      await bus.close();
      await database.close();
    },
  };
}

/** A session with an empty log. */
export async function insertSession(db: Database): Promise<SessionId> {
  const org = DEFAULT_ORGANIZATION_ID;
  const [agent, session] = [v7(), v7()];
  await runSql(
    db,
    `with agent as (insert into agents (org_id, id, name, system_prompt, capabilities, tools, limits, busy_policy)
       values ($1, $2, 'a', '', '[]', '[]', '{}', 'queue'))
     insert into sessions (org_id, id, agent_id, usage) values ($1, $3, $2, '{}')`,
    [org, agent, session],
  );
  return SessionId.parse(session);
}

export interface NewEvent {
  type: string;
  data?: unknown;
  turn_id?: TurnId;
}

/** Commits events as the engine does: dense from the locked `next_sequence`. Nobody is told. */
export async function record(
  db: Database,
  session_id: SessionId,
  events: readonly NewEvent[],
): Promise<PublishedEvent[]> {
  const rows = await runSql<EventTextRow>(
    db,
    `with bumped as (update sessions set next_sequence = next_sequence + $3 where org_id = $1 and id = $2 returning next_sequence - $3 as first)
     insert into events (org_id, session_id, sequence, id, type, ts, turn_id, context, data)
     select $1, $2, bumped.first + e.place - 1, e.id, e.type, '2026-01-01T00:00:00.123Z', e.turn_id, '{}', e.data
     from bumped, unnest($4::uuid[], $5::text[], $6::uuid[], $7::json[]) with ordinality as e (id, type, turn_id, data, place)
     returning org_id, session_id, sequence, id, type, '2026-01-01T00:00:00.123Z' as ts, turn_id, context::text as context, data::text as data`,
    [
      DEFAULT_ORGANIZATION_ID,
      session_id,
      events.length,
      events.map(() => v7()),
      events.map((event) => event.type),
      events.map((event) => event.turn_id ?? null),
      events.map((event) => JSON.stringify(event.data ?? {})),
    ],
  );
  return rows.sort((a, b) => a.sequence - b.sequence).map(toPublishedEvent);
}

/** Commits and publishes. */
export async function say(
  server: EventServer,
  session_id: SessionId,
  ...events: NewEvent[]
): Promise<PublishedEvent[]> {
  const recorded = await record(server.db, session_id, events);
  server.hub.publish(recorded);
  return recorded;
}

/** A turn, so that the session has had one; its status decides whether the session rests. */
export async function insertTurn(db: Database, session_id: SessionId, turn_id: TurnId): Promise<void> {
  await runSql(
    db,
    `insert into turns (org_id, id, session_id, input_message_id, status, agent_version, max_iterations, timeout_ms, usage)
     values ($1, $2, $3, $2, 'completed', 1, 1, 1, '{}')`,
    [DEFAULT_ORGANIZATION_ID, turn_id, session_id],
  );
}

export async function setStatus(db: Database, session_id: SessionId, status: 'idle' | 'active' | 'requires_action') {
  await runSql(db, 'update sessions set status = $3 where org_id = $1 and id = $2', [
    DEFAULT_ORGANIZATION_ID,
    session_id,
    status,
  ]);
}
