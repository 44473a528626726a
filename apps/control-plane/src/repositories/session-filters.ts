import type { AgentId, LlmModelId, SessionId, SessionOutcome, SessionStatus } from '@everruns/schemas';
import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { Database } from '../db/database.ts';
import type { SessionsTable, Tables } from '../db/tables.ts';
import type { KeysetPosition } from '../kernel/list-page.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { startAfter } from './keyset.ts';
import { saysInRow } from './message-search.ts';
import { isRated, selectRated, type Rated } from './rated-sessions.ts';
import { wantedKeys, type SearchFilter } from './search.ts';
import { withinReach } from './within-reach.ts';

/** What the indexes by age can bound. */
interface RangeFilter {
  agent_id?: AgentId | undefined;
  subject?: string | undefined;
  parent_session_id?: SessionId | undefined;
  root_session_id?: SessionId | undefined;
  sub_agents?: 'include' | 'only' | undefined;
  created_after?: string | undefined;
  created_before?: string | undefined;
  created_within_hours?: number | undefined;
}

/** What is asked of each row. */
interface RowFilter extends SearchFilter {
  status?: SessionStatus | undefined;
  waits?: 'any' | 'none' | undefined;
  outcome?: SessionOutcome | undefined;
  error_code?: string | undefined;
  agent_version?: number | undefined;
  model_id?: LlmModelId | undefined;
  min_cost_usd?: number | undefined;
  min_duration_ms?: number | undefined;
  feedback?: Rated | undefined;
}

export interface SessionFilter extends RangeFilter, RowFilter {
  after: KeysetPosition | null;
  count: number;
}

export type SessionRow = Selectable<SessionsTable>;
export type SessionQuery = SelectQueryBuilder<Tables, 'sessions', SessionRow>;

const ROW_FILTERS = [
  'status',
  'waits',
  'outcome',
  'error_code',
  'agent_version',
  'model_id',
  'min_cost_usd',
  'min_duration_ms',
  'feedback',
  'tag',
  'search',
] as const satisfies (keyof RowFilter)[];

/** Whether rows are left out that the indexes by age do not know of. */
export function hasRowFilter(filter: SessionFilter): boolean {
  return ROW_FILTERS.some((name) => filter[name] !== undefined);
}

export function selectSessions(db: Database, ctx: Pick<RequestContext, 'org_id'>): SessionQuery {
  return db.selectFrom('sessions').selectAll().where('org_id', '=', ctx.org_id).where('deleting_at', 'is', null);
}

/** Selects by the filters that the indexes by age can bound, so that a condition on keys may be added. */
export function selectInRange(db: Database, ctx: RequestContext, filter: SessionFilter): SessionQuery {
  const { agent_id, subject, created_after, created_before, created_within_hours: hours, after } = filter;
  return db
    .selectFrom('own_sessions as sessions')
    .selectAll()
    .where('org_id', '=', ctx.org_id)
    .where('deleting_at', 'is', null)
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
    .$if(hours !== undefined, (query) =>
      query.where('created_at', '>', sql<Date>`now() - make_interval(hours => ${hours})`),
    )
    .$call(withPlace(filter))
    .$call(startAfter(after));
}

/** Sessions of sub-agents are listed where they are asked for. */
function withPlace({ parent_session_id: parent, root_session_id: root, sub_agents }: RangeFilter) {
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

/** For `$call`: asks each row for everything that the row itself says. */
export function withRowFilters(db: Database, ctx: RequestContext, filter: RowFilter) {
  const { status, waits, agent_version, min_cost_usd, min_duration_ms, feedback, tag, search } = filter;
  return (rows: SessionQuery): SessionQuery =>
    rows
      .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'idle'))
      .$if(waits === 'any', (query) => query.where('id', 'in', selectWaiting(db, ctx)))
      .$if(waits === 'none', (query) => query.where('id', 'not in', selectWaiting(db, ctx)))
      .$call(withEnding(filter))
      .$if(agent_version !== undefined, (query) => query.where('last_version', '=', agent_version ?? 0))
      .$call(withModel(db, ctx, filter))
      .$if(min_cost_usd !== undefined, (query) =>
        query.where(sql<boolean>`usage -> 'cost_usd' >= to_jsonb(${min_cost_usd}::numeric)`),
      )
      .$if(min_duration_ms !== undefined, (query) => query.where('last_duration_ms', '>=', min_duration_ms ?? 0))
      .$if(feedback !== undefined, (query) => query.where(isRated(ctx, feedback ?? 'up')))
      .$if(tag !== undefined, (query) => query.where(sql<boolean>`${tag} = any(tags)`))
      .$if(search !== undefined, (query) =>
        query.where(sql<boolean>`(${hasTitle(search)} or ${saysInRow(ctx, search ?? '')})`),
      );
}

const hasTitle = (search: string | undefined) => sql<boolean>`strpos(lower(coalesce(title, '')), lower(${search})) > 0`;

/** A session whose turn runs or waits has not ended. */
function withEnding({ outcome, error_code }: RowFilter) {
  return (rows: SessionQuery): SessionQuery =>
    rows
      .$if(outcome !== undefined, (query) => query.where('last_outcome', '=', outcome ?? ''))
      .$if(error_code !== undefined, (query) => query.where('last_error_code', '=', error_code ?? ''))
      .$if(outcome !== undefined || error_code !== undefined, (query) => query.where('active_turn_id', 'is', null));
}

/** The log names models as their providers do. */
function withModel(db: Database, ctx: RequestContext, { model_id }: RowFilter) {
  const named = db
    .selectFrom('llm_models as m')
    .innerJoin('llm_providers as p', (join) =>
      join.onRef('p.org_id', '=', 'm.org_id').onRef('p.id', '=', 'm.provider_id'),
    )
    .select(['p.provider_type', 'm.model_id'])
    .where('m.org_id', '=', ctx.org_id)
    .where('m.id', '=', model_id ?? '');
  return (rows: SessionQuery): SessionQuery =>
    rows.$if(model_id !== undefined, (query) => query.where(sql<boolean>`(last_provider, last_model) = (${named})`));
}

/** For `$call`, where the newest rows do not fill a page: finds what is rare by what an index knows of it. */
export function withKeys(db: Database, ctx: RequestContext, filter: RowFilter) {
  const { tag, status, outcome, feedback } = filter;
  return (rows: SessionQuery): SessionQuery =>
    rows
      .$if(tag !== undefined, (query) =>
        query.where(sql<boolean>`search_keys(org_id, tags, title) @> ${wantedKeys(ctx, { tag })}`),
      )
      .$if(feedback !== undefined, (query) => query.where('id', 'in', selectRated(ctx)))
      // Only a few of many sessions are not idle, or failed. They are found through their turns, because no index covers what changes.
      .$if(status !== undefined && status !== 'idle', (query) =>
        query.where('id', 'in', selectByTurn(db, ctx, ['running', 'waiting'])),
      )
      .$if(outcome === 'failed' || outcome === 'canceled', (query) =>
        query.where('id', 'in', selectByTurn(db, ctx, [outcome ?? 'failed'])),
      );
}

function selectByTurn(db: Database, { org_id }: RequestContext, statuses: readonly string[]) {
  return db
    .selectFrom('turns')
    .select('session_id')
    .where('org_id', '=', org_id)
    .where(
      'status',
      'in',
      statuses.map((status) => sql.lit(status)),
    );
}

/** The sessions of which a call waits for a person or a program, with those above them. */
function selectWaiting(db: Database, { org_id }: RequestContext) {
  return db
    .selectFrom('waits')
    .select((select) => select.fn<string>('unnest', [sql`array[session_id, root_session_id]`]).as('id'))
    .where('org_id', '=', org_id)
    .where('status', '=', sql.lit('open'))
    .where('kind', '<>', sql.lit('subagent'));
}
