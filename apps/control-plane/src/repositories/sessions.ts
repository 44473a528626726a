import { omitUndefined } from '@everruns/kernel';
import { Session, toSoundUsage, type AgentId, type ForkOrigin, type SessionId } from '@everruns/schemas';
import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { reachesSubject } from '../kernel/subject-reach.ts';
import { readListed, readOne, type ListedRow } from '../kernel/read-rows.ts';
import { newestFirst } from './keyset.ts';
import { findSessionsThatSay } from './message-search.ts';
import { withGivenTitle } from './listed-facts.ts';
import { findPage, NEAR } from './search.ts';
import {
  hasRowFilter,
  selectInRange,
  selectSessions,
  withKeys,
  withRowFilters,
  type SessionFilter,
  type SessionQuery,
  type SessionRow,
} from './session-filters.ts';

export async function findSession(db: Database, ctx: RequestContext, id: SessionId): Promise<Session | null> {
  const row = await selectSessions(db, ctx)
    .select([FORKED_FROM.as('forked_from'), HAS_FORKS.as('has_forks')])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || !reachesSubject(ctx, row.subject)) return null;
  const { forked_from, has_forks } = row;
  const session = readOne('session', row, toSession);
  const forks = omitUndefined({
    forked_from: forked_from ?? undefined,
    has_forks: has_forks ? (true as const) : undefined,
  });
  return withGivenTitle(db, ctx, { ...session, ...forks });
}

const FORKED_FROM = sql<ForkOrigin | null>`(select json_build_object('session_id', from_session_id, 'at_sequence', at_sequence)
  from session_forks f where f.org_id = sessions.org_id and f.session_id = sessions.id)`;
const HAS_FORKS = sql<boolean>`exists (select from session_forks f where f.org_id = sessions.org_id and f.from_session_id = sessions.id)`;

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
  const { title, tags, model_id, agent_label, controls, updated_at } = session;
  const asked = controls === undefined ? null : JSON.stringify(controls);
  await tx
    .updateTable('sessions')
    .set({
      title: title ?? null,
      tags,
      model_id: model_id ?? null,
      agent_label: agent_label ?? null,
      controls: asked,
      updated_at,
    })
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

/** Lists sessions, newest first: what is frequent is found among the newest, and what is rare by the indexes that know of it. */
export async function listSessions(
  db: Database,
  ctx: RequestContext,
  filter: SessionFilter,
): Promise<ListedRow<Session>[]> {
  const { tag, search, count } = filter;
  const inRange = selectInRange(db, ctx, filter);
  if (!hasRowFilter(filter)) return readReached(ctx, await inRange.$call(newestFirst(count)).execute());
  const among = (rows: SessionQuery, asked: SessionFilter) =>
    db
      .selectFrom(rows.as('sessions'))
      .selectAll()
      .$call(withRowFilters(db, ctx, asked))
      .$call(newestFirst(count))
      .execute();
  const newest = inRange.$call(newestFirst(NEAR));
  const rows = await findPage(count, {
    amongNewest: () => among(search === undefined ? newest : withShortLogs(db, newest), filter),
    byKeys: async () => {
      const keyed = inRange.$call(withKeys(db, ctx, filter));
      if (search === undefined) return among(tag === undefined ? keyed : fence(keyed), filter);
      const found = await findSessionsThatSay(db, ctx, { search, most: MOST_FOUND });
      if (found === null) return among(keyed, filter);
      if (found.length === 0) return [];
      return among(fence(keyed.where(sql<boolean>`id = any(${found}::uuid[])`)), { ...filter, search: undefined });
    },
  });
  return readReached(ctx, rows);
}

/** What keys find is few: without this the planner may walk all sessions by age to save itself the sorting. */
const fence = (rows: SessionQuery): SessionQuery => rows.modifyEnd(sql`offset 0`);

/** A search that finds more is so frequent that the newest of them are found soon, row by row. */
const MOST_FOUND = 2_000;
/** How many events the sessions may have together whose messages are searched one by one. */
const NEAR_EVENTS = 20_000;

function withShortLogs(db: Database, newest: SessionQuery): SessionQuery {
  const summed = db
    .selectFrom(newest.as('sessions'))
    .selectAll()
    .select(sql<number>`sum(next_sequence) over (order by created_at desc, id desc)`.as('events'));
  return db.selectFrom(summed.as('sessions')).selectAll().where('events', '<=', NEAR_EVENTS);
}

/** Asks for each row too, so that the use of the scope `subjects:any` is audited. */
function readReached(ctx: RequestContext, rows: readonly SessionRow[]): ListedRow<Session>[] {
  return readListed(
    'sessions',
    rows.filter((row) => reachesSubject(ctx, row.subject)),
    toSession,
  );
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
    agent_label: row.agent_label ?? undefined,
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
