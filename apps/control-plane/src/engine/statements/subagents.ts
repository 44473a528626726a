import {
  addUsage,
  LIMITS,
  toSoundUsage,
  type AgentId,
  type AgentLimits,
  type OrganizationId,
  type SessionId,
  type TurnId,
  type Usage,
} from '@everruns/schemas';
import { runSql, type Database, type Tx } from '../../db/database.ts';
import {
  SELECT_SESSION,
  SELECT_TURN,
  sessionFrom,
  turnFrom,
  type SessionState,
  type TurnState,
} from '../state/rows.ts';
import type { BudgetInUse } from '../decide/turn-budget.ts';
import type { WaitState } from '../state/wait-row.ts';
import { MESSAGE_COLUMNS, type MessageRow } from './load.ts';

const TURN = `select ${SELECT_SESSION}, s.deleting_at, ${SELECT_TURN} from turns t
  join sessions s on s.id = t.session_id and (s.org_id = t.org_id) is true where t.org_id = $1 and t.id = $2`;

export interface UnlockedTurn {
  session: SessionState;
  turn: TurnState;
  isDeleting: boolean;
}

/** A turn with its session as they are now, without a lock. */
export async function findTurnOf(db: Database | Tx, org_id: OrganizationId, id: TurnId): Promise<UnlockedTurn | null> {
  const [row] = await runSql<Record<string, unknown>>(db, TURN, [org_id, id]);
  if (row === undefined) return null;
  return { session: sessionFrom(row), turn: turnFrom(row), isDeleting: row['deleting_at'] !== null };
}

/** Spawns of one root come one after another, so that what they count is exact. */
export async function lockRoot(tx: Tx, rootId: SessionId): Promise<void> {
  await runSql(tx, `select pg_advisory_xact_lock(hashtextextended('sub-agents of ' || $1, 0))`, [rootId]);
}

const COUNTS = `select
  exists (select from sessions where id = $3) as exists,
  exists (select from session_tombstones where session_id = any($4::uuid[])) as "isDeleted",
  (select count(*)::int from sessions where root_session_id = $1) as sessions,
  (select coalesce(max(n.child_number), 0) from (select child_number from sessions where root_session_id = $1
    union all select child_number from session_tombstones where root_session_id = $1) n) as "lastNumber",
  (select count(*)::int from waits w join sessions c on c.id = w.child_session_id
    where w.turn_id = $2 and w.kind = 'subagent' and w.status = 'open') as "openOfTurn"`;

export interface TreeCounts {
  /** The sub-agent was started before. */
  exists: boolean;
  /** The session, or one above it, was deleted. */
  isDeleted: boolean;
  /** Below the root. */
  sessions: number;
  /** Also of those that were deleted: a reader's place in one log must not become its place in another. */
  lastNumber: number;
  /** The sub-agents that the turn waits for. */
  openOfTurn: number;
}

/** Counts under the lock of the root. */
export async function countTree(
  tx: Tx,
  asked: { root: SessionId; turn: TurnId; child: SessionId; ancestors: readonly SessionId[] },
): Promise<TreeCounts> {
  const values = [asked.root, asked.turn, asked.child, [asked.child, ...asked.ancestors]];
  const [counts] = await runSql<TreeCounts>(tx, COUNTS, values);
  if (counts === undefined) throw new Error('counts always have a row');
  return counts;
}

const IN_USE = `select t.usage, t.children_usage,
  coalesce(g.cost, 0)::float8 as "costUsd", coalesce(g.tokens, 0)::float8 as tokens,
  (select count(*)::int from atoms a where a.turn_id = t.id and (a.org_id = t.org_id) is true and a.kind = 'act' and a.status <> 'recorded'
    and a.tool_call ->> 'name' = $3 and not exists (select from waits w join sessions c on c.id = w.child_session_id
      where w.turn_id = a.turn_id and w.iteration = a.iteration and w.ordinal = a.ordinal and w.kind = 'subagent')) as unstarted
  from turns t left join lateral (select sum((c.budget ->> 'max_turn_cost_usd')::numeric) as cost, sum((c.budget ->> 'max_turn_tokens')::numeric) as tokens
    from waits w join sessions c on c.id = w.child_session_id where w.turn_id = t.id and w.kind = 'subagent' and w.status = 'open') g on true
  where t.org_id = $1 and t.id = $2`;

/**
 * Reads under the lock of the root, and in one snapshot, what the turn of a caller and its sub-agents have used and may still use: a sub-agent that
 * ends meanwhile counts either by its budget or by its usage.
 */
export async function findBudgetInUse(tx: Tx, { org_id, turn_id, asked }: WaitState): Promise<BudgetInUse> {
  type Row = Pick<TurnState, 'usage' | 'children_usage'> & BudgetInUse['given'] & Pick<BudgetInUse, 'unstarted'>;
  const [row] = await runSql<Row>(tx, IN_USE, [org_id, turn_id, asked.tool]);
  if (row === undefined) throw new Error('the turn of a wait is there');
  const { usage, children_usage, unstarted, ...given } = row;
  return { used: children_usage === null ? usage : addUsage(usage, children_usage), given, unstarted };
}

const OF_DELETED = `select usage from session_tombstones where org_id = $1 and root_session_id = $2
  and (session_id = $3 or $3 = any(ancestors)) and usage is not null`;

/** What the sub-agent of a wait, and those below it, had used when they were deleted. Null: nothing, or it was never started. */
export async function findUsageOfDeleted(
  tx: Tx,
  { org_id, root_session_id, child_session_id }: WaitState,
): Promise<Usage | null> {
  const rows = await runSql<{ usage: unknown }>(tx, OF_DELETED, [org_id, root_session_id, child_session_id]);
  const [first, ...others] = rows.map(({ usage }) => toSoundUsage(usage));
  return first === undefined ? null : others.reduce(addUsage, first);
}

export interface CalledAgent {
  version: number;
  labels: Readonly<Record<string, number>>;
  status: 'active' | 'archived';
  limits: AgentLimits;
}

export async function findCalledAgent(tx: Tx, org_id: OrganizationId, id: AgentId): Promise<CalledAgent | null> {
  const sql = 'select version, labels, status, limits from agents where org_id = $1 and id = $2 and kind is null';
  const [agent] = await runSql<CalledAgent>(tx, sql, [org_id, id]);
  return agent ?? null;
}

export interface NewChild {
  org_id: OrganizationId;
  id: SessionId;
  agent_id: AgentId;
  agent_label: string | null;
  title: string;
  subject: string;
  ancestors: readonly SessionId[];
  parent_wait_id: string;
  child_number: number;
  budget: object | null;
  taint: object | null;
  usage: object;
  created_at: Date;
}

const INSERT = `insert into sessions as s (org_id, id, agent_id, title, subject, parent_session_id, root_session_id, ancestors, parent_wait_id,
    child_number, budget, taint, usage, created_at, updated_at, agent_label)
  values ($1, $2, $3, $4, $5, ($6::uuid[])[cardinality($6::uuid[])], ($6::uuid[])[1], $6::uuid[], $7, $8, $9, $10, $11, $12, $12, $13)
  returning ${SELECT_SESSION}`;

export async function insertChild(tx: Tx, child: NewChild): Promise<SessionState> {
  const { budget, taint, usage } = child;
  const json = [budget, taint, usage].map((value) => (value === null ? null : JSON.stringify(value)));
  const place = [child.org_id, child.id, child.agent_id, child.title, child.subject, child.ancestors];
  const more = [child.parent_wait_id, child.child_number, ...json, child.created_at, child.agent_label];
  const [row] = await runSql<Record<string, unknown>>(tx, INSERT, [...place, ...more]);
  if (row === undefined) throw new Error('an insert returns its row');
  return sessionFrom(row);
}

const ENDS = ['turn.completed', 'turn.failed', 'turn.canceled'];

const END = `select ${MESSAGE_COLUMNS} from events where org_id = $1 and session_id = $2 and chunk_turn_id = $3 and turn_id = $3
  and chunk_types && $4::text[] and type = any($4::text[]) order by chunk desc, sequence desc limit 1`;

interface PlaceOfTurn {
  org_id: OrganizationId;
  session_id: SessionId;
  turn_id: TurnId;
}

/** The event that ended a turn, and its last message. */
export async function findEndOfTurn(
  db: Database | Tx,
  { org_id, session_id, turn_id }: PlaceOfTurn,
): Promise<{ end: MessageRow | undefined; message: MessageRow | undefined }> {
  const [end] = await runSql<MessageRow>(db, END, [org_id, session_id, turn_id, ENDS]);
  const [message] = await runSql<MessageRow>(db, END, [org_id, session_id, turn_id, ['output.message.completed']]);
  return { end, message };
}

interface FilesToCopy {
  org_id: OrganizationId;
  from: SessionId;
  /** Of files and directories. */
  paths: readonly string[];
}

const IS_WANTED = `f.org_id = $1 and f.session_id = $2 and (f.path = any($3::text[])
  or exists (select from unnest($3::text[]) as p where starts_with(f.path, p || '/')))`;

const FITS = `select count(*) <= ${LIMITS.subagentFiles} and coalesce(sum(f.size_bytes), 0) <= ${LIMITS.fileBytesPerCall}
  and count(*) filter (where f.path = any($3::text[])) = cardinality($3::text[]) as fits from session_files f where ${IS_WANTED}`;

/** False: one of them is missing, or they are too many or too large. */
export async function canCopyFiles(tx: Tx, { org_id, from, paths }: FilesToCopy): Promise<boolean> {
  const [row] = await runSql<{ fits: boolean }>(tx, FITS, [org_id, from, paths]);
  return row?.fits === true;
}

const COPY = `insert into session_files (org_id, id, session_id, path, is_directory, content, size_bytes)
  select f.org_id, gen_random_uuid(), $4, f.path, f.is_directory, f.content, f.size_bytes from session_files f
  where ${IS_WANTED} or (f.org_id = $1 and f.session_id = $2 and f.is_directory and f.path = any($5::text[]))`;

/** Copies files and directories of one session, with the directories above them, into another. */
export async function copyFilesBetween(
  tx: Tx,
  { org_id, from, to, paths }: FilesToCopy & { to: SessionId },
): Promise<void> {
  await runSql(tx, COPY, [org_id, from, paths, to, [...new Set(paths.flatMap(listParents))]]);
}

/** The directories above a path. */
function listParents(path: string): string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`);
}

/** As long as a turn may last. */
const OLD_TOMBSTONES = `delete from session_tombstones where session_id in (
  select session_id from session_tombstones where root_session_id is null and created_at < now() - interval '30 days'
  order by created_at limit 1000)`;

/** Forgets sessions that were deleted so long ago that no call can wait for them. Sub-agents are remembered as long as their root is there. */
export async function deleteOldTombstones(db: Database): Promise<void> {
  await runSql(db, OLD_TOMBSTONES, []);
}
