import type { OrganizationId, SessionId, TurnId } from '@everruns/schemas';
import { runSql, type Database } from '../../db/database.ts';

export interface SweepInput {
  processId: string;
  leaseMs: number;
  /** After PostgreSQL has started, earlier processes have this long to reconnect. */
  graceMs: number;
  /** Segments that showed a sign of life here since the last sweep. */
  beating: { turn_id: TurnId; segment: number }[];
  /** Sessions with readers on this replica, and the last sequence that those have got. */
  watched: { session_id: SessionId; last_sequence: number }[];
}

export interface SweptTurn {
  org_id: OrganizationId;
  turn_id: TurnId;
  session_id: SessionId;
  segment: number;
}

export interface SweptSegment extends SweptTurn {
  iteration: number;
  max_iterations: number;
}

export interface SweepResult {
  /** The database's time, in milliseconds since the epoch. */
  now_ms: number;
  /** Whether the process still has its row. */
  leased: boolean;
  replicas: number;
  outbox: SweptSegment[];
  /** Processes whose lease has expired or whose lock is free, except those that may still be reconnecting to a restarted server. */
  dead: string[];
  /** Turns that sent a heartbeat and are over, or run as a newer segment. */
  ended: SweptTurn[];
  /** Running turns that a process in `dead` has claimed. */
  orphaned: (SweptTurn & { claimed_by: string })[];
  /** Running turns without a sign of life for too long. */
  silent: SweptTurn[];
  /** Running turns without progress for a while; the reconciler checks whether the runner still knows them. */
  quiet: SweptSegment[];
  /** Parked turns whose wake-up time has passed or whose answer has arrived. */
  wakeable: SweptTurn[];
  overdue: SweptTurn[];
  /** Sessions with a queue and no active turn. */
  stuck: { org_id: OrganizationId; session_id: SessionId }[];
  behind: { session_id: SessionId; sequence: number }[];
}

const SWEPT = `t.org_id, t.id as turn_id, t.session_id, t.segment`;
const list = (query: string) => `coalesce((select json_agg(x) from (${query}) x), '[]'::json)`;

/** Skips locked rows: a locked row is being worked on, and the lease of this process depends on this statement. */
const SWEEP = `with me as (
  update processes set lease_expires_at = now() + $2 * interval '1 millisecond' where id = $1 returning id
), beat as (
  update turns set progress_at = now() where id in (select t.id from turns t
    join unnest($3::uuid[], $7::int[]) as b (id, segment) on b.id = t.id and b.segment = t.segment
    where t.status = 'running' and t.progress_at < now() for no key update of t skip locked) returning id
), stale as (
  delete from outbox where id in (select o.id from outbox o join turns t on t.id = o.turn_id
    where (t.segment <> o.segment or t.status <> 'running') and o.next_at <= now() for update of o skip locked) returning id
), due as (
  update outbox set attempts = attempts + 1, next_at = now() + least(power(2, least(attempts, 5)), 30) * interval '1 second'
  where id in (select o.id from outbox o join turns t on t.id = o.turn_id and t.segment = o.segment and t.status = 'running'
    where o.next_at <= now() order by o.id limit 100 for update of o skip locked) returning turn_id, segment
), dead as (
  select p.id from processes p where p.runs_turns and p.id <> $1
    and (p.registered_at > pg_postmaster_start_time() or now() - pg_postmaster_start_time() > $6 * interval '1 millisecond')
    and (p.lease_expires_at < now() or not exists (
    select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
      and ((l.classid::bigint << 32) | l.objid::bigint) = p.lock_key))
), live as (
  select t.*, case when b.id is null then now() - t.progress_at else interval '0' end as quiet
  from turns t left join unnest($3::uuid[], $7::int[]) as b (id, segment) on b.id = t.id and b.segment = t.segment
  where t.status in ('running', 'waiting')
)
select extract(epoch from clock_timestamp())::float8 * 1000 as now_ms, exists (select from me) as leased,
  (select count(*)::int from processes where lease_expires_at > now()) as replicas,
  ${list(`select ${SWEPT}, t.iteration, t.max_iterations from due d join turns t on t.id = d.turn_id and t.segment = d.segment where t.status = 'running'`)} as outbox,
  ${list('select id from dead')} as dead_rows,
  ${list(`select t.org_id, t.id as turn_id, t.session_id, case t.status when 'running' then b.segment else t.segment end as segment
    from unnest($3::uuid[], $7::int[]) as b (id, segment)
    join turns t on t.id = b.id where t.status <> 'running' or t.segment > b.segment`)} as ended,
  ${list(`select ${SWEPT}, t.claimed_by from live t where t.status = 'running' and t.claimed_segment = t.segment
    and (t.claimed_by in (select id from dead) or not exists (select from processes p where p.id = t.claimed_by))`)} as orphaned,
  ${list(`select ${SWEPT} from live t where t.status = 'running' and quiet > least(30 * power(2, least(t.stalls, 4)), 300) * interval '1 second'
    and not exists (select from outbox o where o.turn_id = t.id)`)} as silent,
  ${list(`select ${SWEPT}, t.iteration, t.max_iterations from live t where t.status = 'running' and quiet > interval '5 seconds'
    and not exists (select from outbox o where o.turn_id = t.id) order by t.progress_at limit 50`)} as quiet,
  ${list(`select ${SWEPT} from live t where t.status = 'waiting'
    and (t.wake_at <= now() or t.open_waits < coalesce(jsonb_array_length(t.waiting_for), 0))`)} as wakeable,
  ${list(`select ${SWEPT} from live t where t.deadline_at <= now() limit 100`)} as overdue,
  ${list(`select distinct t.org_id, t.session_id from turns t join sessions s on s.org_id = t.org_id and s.id = t.session_id
    where t.status = 'queued' and s.active_turn_id is null limit 100`)} as stuck,
  ${list(`select s.id as session_id, s.next_sequence - 1 as sequence from unnest($4::uuid[], $5::bigint[]) as w (id, seen)
    join sessions s on s.id = w.id where s.next_sequence - 1 > w.seen`)} as behind`;

/** Does all periodic work of a process in one statement: dispatcher, leases, cancels, reconciler and readers (E21). */
export async function runSweep(db: Database, question: SweepInput): Promise<SweepResult> {
  const [row] = await runSql<SweepResult & { dead_rows: { id: string }[] }>(db, SWEEP, [
    question.processId,
    question.leaseMs,
    question.beating.map(({ turn_id }) => turn_id),
    question.watched.map((item) => item.session_id),
    question.watched.map((item) => item.last_sequence),
    question.graceMs,
    question.beating.map(({ segment }) => segment),
  ]);
  if (row === undefined) throw new Error('the sweep always answers one row');
  const { dead_rows, ...answer } = row;
  return { ...answer, dead: dead_rows.map(({ id }) => id) };
}
