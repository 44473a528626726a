import {
  Session,
  toSoundUsage,
  type AgentId,
  type SessionId,
  type SessionOutcome,
  type SessionStatus,
} from '@everruns/schemas';
import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { SessionsTable, Tables } from '../db/tables.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { reachesSubject } from '../kernel/subject-reach.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import { newestFirst, startAfter } from './keyset.ts';
import { withinReach } from './within-reach.ts';
import { findPage, NEAR, wantedKeys, type SearchFilter } from './search.ts';

type SessionRow = Selectable<SessionsTable>;

export interface SessionFilter extends SearchFilter {
  agent_id?: AgentId | undefined;
  status?: SessionStatus | undefined;
  subject?: string | undefined;
  parent_session_id?: SessionId | undefined;
  root_session_id?: SessionId | undefined;
  sub_agents?: 'include' | 'only' | undefined;
  outcome?: SessionOutcome | undefined;
  created_after?: string | undefined;
  created_before?: string | undefined;
  after: KeysetPosition | null;
  count: number;
}

export async function findSession(db: Database, ctx: RequestContext, id: SessionId): Promise<Session | null> {
  const row = await selectSessions(db, ctx).where('id', '=', id).executeTakeFirst();
  return row === undefined || !reachesSubject(ctx, row.subject) ? null : readOne('session', row, toSession);
}

/** Locks the session's row until the transaction ends. */
export async function findSessionForUpdate(tx: Tx, ctx: RequestContext, id: SessionId): Promise<Session | null> {
  const row = await selectSessions(tx, ctx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined || !reachesSubject(ctx, row.subject) ? null : readOne('session', row, toSession);
}

/** From here on nobody finds the session. It is erased with all below it. */
export async function markSessionDeleting(tx: Tx, ctx: RequestContext, id: SessionId): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ deleting_at: sql<Date>`now()` })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', id)
    .execute();
}

/** Writes the columns that a person can change. */
export async function updateSessionRow(tx: Tx, ctx: RequestContext, session: Session): Promise<void> {
  const { title, tags, model_id, controls, updated_at } = session;
  const asked = controls === undefined ? null : JSON.stringify(controls);
  await tx
    .updateTable('sessions')
    .set({ title: title ?? null, tags, model_id: model_id ?? null, controls: asked, updated_at })
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', session.id)
    .execute();
}

export async function isSessionOfAgent(
  db: Database,
  ctx: RequestContext,
  pair: { session_id: SessionId; agent_id: AgentId },
): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('subject')
    .where('org_id', '=', ctx.org_id)
    .where('id', '=', pair.session_id)
    .where('agent_id', '=', pair.agent_id)
    .executeTakeFirst();
  return row !== undefined && reachesSubject(ctx, row.subject);
}

export async function listSessions(
  db: Database,
  ctx: RequestContext,
  filter: SessionFilter,
): Promise<ListedRow<Session>[]> {
  const { tag, search, count } = filter;
  const inRange = selectInRange(db, ctx, filter);
  if (tag === undefined && search === undefined) {
    const rows = await inRange
      .$call(withStatus(db, ctx, filter))
      .$call(withOutcome(db, ctx, filter))
      .$call(newestFirst(count))
      .execute();
    return readReached(ctx, rows);
  }
  const keyed = inRange.where(sql<boolean>`search_keys(org_id, tags, title) @> ${wantedKeys(ctx, filter)}`);
  const among = (rows: SessionQuery) =>
    db
      .selectFrom(rows.as('sessions'))
      .selectAll()
      .$call(withStatus(db, ctx, filter))
      .$call(withOutcome(db, ctx, filter))
      .$call(withText(filter))
      .$call(newestFirst(count))
      .execute();
  const rows = await findPage(count, {
    amongNewest: () => among(inRange.$call(newestFirst(NEAR))),
    byKeys: () => among(keyed.modifyEnd(sql`offset 0`)),
  });
  return readReached(ctx, rows);
}

/** Asks for each row too, so that the use of the scope `subjects:any` is audited. */
function readReached(ctx: RequestContext, rows: readonly SessionRow[]): ListedRow<Session>[] {
  return readListed(
    'sessions',
    rows.filter((row) => reachesSubject(ctx, row.subject)),
    toSession,
  );
}

type SessionQuery = SelectQueryBuilder<Tables, 'sessions', SessionRow>;

/** Selects by the filters that the indexes by age can bound. */
function selectInRange(db: Database, ctx: RequestContext, filter: SessionFilter): SessionQuery {
  const { agent_id, subject, created_after, created_before, after } = filter;
  return selectSessions(db, ctx)
    .where('kind', 'is', null)
    .where(withinReach(ctx))
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
    .$if(agent_id !== undefined, (query) => query.where('agent_id', '=', agent_id ?? ''))
    .$if(created_after !== undefined, (query) =>
      query.where('created_at', '>', sql<Date>`${created_after}::timestamptz`),
    )
    .$if(created_before !== undefined, (query) =>
      query.where('created_at', '<', sql<Date>`${created_before}::timestamptz`),
    )
    .$call(withPlace(filter))
    .$call(startAfter(after));
}

/** Sessions of sub-agents are listed where they are asked for. */
function withPlace({ parent_session_id: parent, root_session_id: root, sub_agents }: SessionFilter) {
  const isAsked = parent !== undefined || root !== undefined;
  return (rows: SessionQuery): SessionQuery =>
    rows
      .$if(parent !== undefined, (query) => query.where('parent_session_id', '=', parent ?? ''))
      .$if(root !== undefined, (query) =>
        query.where((where) => where.or([where('root_session_id', '=', root ?? ''), where('id', '=', root ?? '')])),
      )
      .$if(!isAsked && sub_agents === undefined, (query) => query.where('parent_session_id', 'is', null))
      .$if(sub_agents === 'only', (query) => query.where('parent_session_id', 'is not', null));
}

function withStatus(db: Database, ctx: RequestContext, { status }: SessionFilter) {
  return (rows: SessionQuery): SessionQuery =>
    rows
      .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'idle'))
      // Only a few of many sessions are not idle. They are found through their turns, because no index covers the changing
      // status.
      .$if(status !== undefined && status !== 'idle', (query) => query.where('id', 'in', selectBusy(db, ctx)));
}

/** Few sessions end badly, so that those are found through their turns. */
function withOutcome(db: Database, ctx: RequestContext, { outcome }: SessionFilter) {
  const turns = () => db.selectFrom('turns').where('turns.org_id', '=', ctx.org_id);
  const last = turns()
    .select('turns.status')
    .whereRef('turns.session_id', '=', sql.ref('sessions.id'))
    .where('turns.status', '<>', 'queued')
    .orderBy('turns.created_at', 'desc')
    .orderBy('turns.id', 'desc')
    .limit(1);
  return (rows: SessionQuery): SessionQuery =>
    rows
      .$if(outcome !== undefined, (query) => query.where(last, '=', outcome ?? 'completed'))
      .$if(outcome === 'failed' || outcome === 'canceled', (query) =>
        query.where(
          'id',
          'in',
          turns()
            .select('session_id')
            .where('status', '=', sql.lit(outcome ?? 'failed')),
        ),
      );
}

function withText({ tag, search }: SessionFilter) {
  return (rows: SessionQuery): SessionQuery =>
    rows
      .$if(tag !== undefined, (query) => query.where(sql<boolean>`${tag} = any(tags)`))
      .$if(search !== undefined, (query) =>
        query.where(sql<boolean>`strpos(lower(coalesce(title, '')), lower(${search})) > 0`),
      );
}

function selectBusy(db: Database, ctx: RequestContext) {
  return db
    .selectFrom('turns')
    .select('session_id')
    .where('org_id', '=', ctx.org_id)
    .where('status', 'in', [sql.lit('running'), sql.lit('waiting')]);
}

function selectSessions(db: Database, ctx: RequestContext) {
  return db.selectFrom('sessions').selectAll().where('org_id', '=', ctx.org_id).where('deleting_at', 'is', null);
}

export function toSession(row: SessionRow): Session {
  return Session.parse({
    id: row.id,
    organization_id: row.org_id,
    agent_id: row.agent_id,
    subject: row.subject,
    harness_id: 'default',
    title: row.title ?? undefined,
    tags: row.tags,
    model_id: row.model_id ?? undefined,
    agent_version: row.agent_version ?? undefined,
    kind: row.kind ?? undefined,
    controls: row.controls ?? undefined,
    status: row.status,
    active_turn_id: row.active_turn_id ?? undefined,
    queued_count: row.queued_count,
    last_sequence: row.next_sequence - 1,
    usage: toSoundUsage(row.usage),
    taint: row.taint ?? undefined,
    parent_session_id: row.parent_session_id ?? undefined,
    root_session_id: row.root_session_id ?? undefined,
    has_children: row.has_children || undefined,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  });
}
