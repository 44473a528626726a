import type { OrganizationId, SessionId, SessionJobId, TurnId, WaitId } from '@everruns/schemas';
import { runSql, type Database } from '../../db/database.ts';
import { jsonList } from '../../db/json-list.ts';
import type { SessionPair } from '../state/delivery.ts';
import type { ConnectionOf } from './connection-waits.ts';
import type { SweptChild } from './deliveries.ts';

export interface SweepInput {
  processId: string;
  /** After PostgreSQL has started, earlier processes have this long to reconnect. */
  graceMs: number;
  /** Segments that showed a sign of life here since the last sweep. */
  beating: { turn_id: TurnId; segment: number }[];
  /** Sessions with readers on this replica, and the last sequence that those have got. */
  watched: { session_id: SessionId; last_sequence: number }[];
  /** Only queues of sessions above this one are looked at. Each sweep continues where the last one ended. */
  queuesAfter: SessionId | null;
  /** The last open wait that was compared with its call. */
  waitsAfter: WaitId | null;
  /** The last wait for a sub-agent that was compared with its turn. */
  childrenAfter: WaitId | null;
}

/** The most rows of each list. What is beyond comes with the next sweep. */
export const SWEEP_LIMIT = 100;

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

export interface SweptLogin extends ConnectionOf {
  has_server: boolean;
}

export interface SweepResult {
  /** The database's time, in milliseconds since the epoch. */
  now_ms: number;
  replicas: number;
  /** Turns that were handed out and are not over, by organization: those with the most. */
  running: { org_id: OrganizationId; turns: number }[];
  running_total: number;
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
  /** The last session whose queue was looked at. Null: the next sweep begins with the first one. */
  queues_through: SessionId | null;
  /** Open waits whose time is over. */
  expired: { org_id: OrganizationId; wait_id: WaitId }[];
  /** Turns that an older release parked: their calls wait without waits. */
  parked_before_waits: SweptTurn[];
  /** Open waits whose call no longer waits, because an older release recorded its result. */
  settled_waits: { org_id: OrganizationId; wait_id: WaitId }[];
  waits_through: WaitId | null;
  /** Logins that calls still wait for, although they are there, or their server is gone or wants none: a process died between the two. */
  logins: SweptLogin[];
  /** Pairs of sessions whose first delivery is due. */
  deliveries: SessionPair[];
  /** Waits for sub-agents that need a delivery which nothing has left. */
  children: SweptChild[];
  children_through: WaitId | null;
  /** Sessions whose deletion did not come to its end. */
  deleting: { org_id: OrganizationId; session_id: SessionId }[];
  /** Jobs on sessions at which nobody works. */
  jobs: { org_id: OrganizationId; job_id: SessionJobId }[];
  behind: { session_id: SessionId; sequence: number }[];
}

/** How many jobs on sessions are offered to this process. */
const SWEPT_JOBS = 20;

const SWEPT = `t.org_id, t.id as turn_id, t.session_id, t.segment`;
/** How many organizations are counted by themselves. */
const COUNTED_ORGANIZATIONS = 500;
/** From how many due segments those that are handed out are chosen. */
const DUE_WINDOW = 1_000;
/** How many queued turns are looked at for a session without an active one. */
const QUEUE_WINDOW = 200;
/** How many waits for sub-agents are compared with their turns. */
const CHILD_WINDOW = 100;
/** How long a sub-agent may take to be started before it counts as forgotten, in seconds. */
const SPAWN_SECONDS = 5;
/** How many open waits are compared with their calls. */
const WAIT_WINDOW = 100;

/**
 * What it reads grows with running turns and with what is due, and not with turns that are parked or queued: each list of those has an
 * index that holds only what is to be done. Skips locked rows, because a locked row is being worked on.
 */
const SWEEP = `with beat as (
  update turns set progress_at = now() where id in (select t.id from turns t
    join unnest($2::uuid[], $6::int[]) as b (id, segment) on b.id = t.id and b.segment = t.segment
    where t.status = 'running' and t.progress_at < now() for no key update of t skip locked) returning id
), stale as (
  delete from outbox where id in (select o.id from outbox o join turns t on t.id = o.turn_id
    where (t.segment <> o.segment or t.status <> 'running') and o.next_at <= now()
    order by o.next_at limit ${SWEEP_LIMIT} for update of o skip locked) returning id
), waiting as (
  select q.id, row_number() over (partition by q.org_id order by q.id) as place
  from (select * from outbox where next_at <= now() order by next_at limit ${DUE_WINDOW}) q
), due as (
  update outbox set attempts = attempts + 1, next_at = now() + power(2, least(attempts, 2)) * interval '1 second'
  where id in (select o.id from waiting w join outbox o on o.id = w.id
    join turns t on t.id = o.turn_id and t.segment = o.segment and t.status = 'running'
    where o.next_at <= now() order by w.place, o.id limit ${SWEEP_LIMIT} for update of o skip locked) returning turn_id, segment
), dead as (
  select p.id from processes p where p.runs_turns and p.id <> $1
    and (p.registered_at > pg_postmaster_start_time() or now() - pg_postmaster_start_time() > $5 * interval '1 millisecond')
    and (p.lease_expires_at < now() or not exists (
    select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 1
      and ((l.classid::bigint << 32) | l.objid::bigint) = p.lock_key))
), live as materialized (
  select t.org_id, t.id, t.session_id, t.segment, t.iteration, t.max_iterations, t.claimed_by, t.claimed_segment, t.stalls,
    t.progress_at, t.deadline_at, case when b.id is null then now() - t.progress_at else interval '0' end as quiet,
    exists (select from outbox o where o.turn_id = t.id) as is_waiting
  from turns t left join unnest($2::uuid[], $6::int[]) as b (id, segment) on b.id = t.id and b.segment = t.segment
  where t.status = 'running'
), queues as materialized (
  select org_id, session_id from turns where status = 'queued' and ($7::uuid is null or session_id > $7)
  order by session_id, queue_rank limit ${QUEUE_WINDOW}
), open_waits as materialized (
  select org_id, id, turn_id, iteration, ordinal, subject, case when kind = 'connection' then asked -> 'connection' ->> 'server_id' end as server_id
  from waits where status = 'open' and ($8::uuid is null or id > $8)
  order by id limit ${WAIT_WINDOW}
), delivered as (
  update deliveries set attempts = least(attempts + 1, 1000), next_at = now() + least(power(2, least(attempts, 6)), 60) * interval '1 second'
  where id in (select id from deliveries where next_at <= now() order by next_at, id limit ${SWEEP_LIMIT} for update skip locked)
  returning from_session, to_session
), child_waits as materialized (
  select org_id, id, session_id, status, created_at, child_session_id, child_turn_id from waits
  where child_turn_id is not null and child_ended_at is null and ($9::uuid is null or id > $9) order by id limit ${CHILD_WINDOW}
), children as (
  select w.org_id, w.id as wait_id, w.session_id, w.child_session_id, case
      when t.id is null then case when w.created_at < now() - interval '${SPAWN_SECONDS} seconds' then 'spawn' end
      when t.status in ('completed', 'failed', 'canceled') then 'ended'
      when w.status <> 'open' then 'cancel' end as missing
  from child_waits w left join turns t on t.id = w.child_turn_id
)
select extract(epoch from clock_timestamp())::float8 * 1000 as now_ms,
  (select count(*)::int from processes where lease_expires_at > now()) as replicas,
  (select count(*)::int from live t where not t.is_waiting) as running_total,
  ${jsonList(`select t.org_id, count(*)::int as turns from live t where not t.is_waiting
    group by t.org_id order by 2 desc limit ${COUNTED_ORGANIZATIONS}`)} as running,
  ${jsonList(`select ${SWEPT}, t.iteration, t.max_iterations from due d join turns t on t.id = d.turn_id and t.segment = d.segment where t.status = 'running'`)} as outbox,
  ${jsonList('select id from dead')} as dead_rows,
  ${jsonList(`select t.org_id, t.id as turn_id, t.session_id, case t.status when 'running' then b.segment else t.segment end as segment
    from unnest($2::uuid[], $6::int[]) as b (id, segment)
    join turns t on t.id = b.id where t.status <> 'running' or t.segment > b.segment`)} as ended,
  ${jsonList(`select ${SWEPT}, t.claimed_by from live t where t.claimed_segment = t.segment
    and (t.claimed_by in (select id from dead) or not exists (select from processes p where p.id = t.claimed_by))
    limit ${SWEEP_LIMIT}`)} as orphaned,
  ${jsonList(`select ${SWEPT} from live t where quiet > least(30 * power(2, least(t.stalls, 4)), 300) * interval '1 second'
    and not t.is_waiting limit ${SWEEP_LIMIT}`)} as silent,
  ${jsonList(`select ${SWEPT}, t.iteration, t.max_iterations from live t where quiet > interval '5 seconds'
    and not t.is_waiting order by t.progress_at limit 50`)} as quiet,
  ${jsonList(`(select ${SWEPT} from turns t where t.status = 'waiting' and t.wake_at <= now() order by t.wake_at limit ${SWEEP_LIMIT})
    union (select ${SWEPT} from turns t where t.status = 'waiting'
      and t.open_waits < coalesce(jsonb_array_length(t.waiting_for), 0) order by t.id limit ${SWEEP_LIMIT})`)} as wakeable,
  ${jsonList(`(select ${SWEPT} from live t where t.deadline_at <= now() limit ${SWEEP_LIMIT})
    union all (select ${SWEPT} from turns t where t.status = 'waiting' and t.deadline_at <= now()
      order by t.deadline_at limit ${SWEEP_LIMIT})`)} as overdue,
  ${jsonList(`select distinct q.org_id, q.session_id from queues q join sessions s on s.org_id = q.org_id and s.id = q.session_id
    where s.active_turn_id is null`)} as stuck,
  (select case when count(*) < ${QUEUE_WINDOW} then null else (array_agg(session_id order by session_id desc))[1] end from queues)
    as queues_through,
  ${jsonList(`select w.org_id, w.id as wait_id from waits w where w.status = 'open' and w.expires_at <= now()
    order by w.expires_at limit ${SWEEP_LIMIT}`)} as expired,
  ${jsonList(`select w.org_id, w.id as wait_id from open_waits w left join atoms a on a.turn_id = w.turn_id and (a.org_id = w.org_id) is true
    and a.iteration = w.iteration and a.kind = 'act' and a.ordinal = w.ordinal where a.status is distinct from 'waiting'`)} as settled_waits,
  ${jsonList(`select distinct w.org_id, w.subject, w.server_id, m.id is not null as has_server from open_waits w
    left join mcp_servers m on m.org_id = w.org_id and m.id::text = w.server_id
    left join mcp_connections c on c.org_id = m.org_id and c.server_id = m.id and c.subject = w.subject and c.status = 'active'
    where w.server_id is not null and (m.id is null or c.id is not null or m.auth <> 'oauth')`)} as logins,
  (select case when count(*) < ${WAIT_WINDOW} then null else (array_agg(id order by id desc))[1] end from open_waits) as waits_through,
  ${jsonList('select distinct from_session, to_session from delivered')} as deliveries,
  ${jsonList(`select * from children c where c.missing is not null
    and not exists (select from deliveries d where d.key in (c.missing || ':' || c.wait_id, 'ended:' || c.wait_id))`)} as children,
  (select case when count(*) < ${CHILD_WINDOW} then null else (array_agg(id order by id desc))[1] end from child_waits) as children_through,
  ${jsonList(`select s.org_id, s.id as session_id from sessions s where s.deleting_at < now() - interval '30 seconds'
    order by s.deleting_at limit ${SWEEP_LIMIT}`)} as deleting,
  ${jsonList(`select ${SWEPT} from turns t where t.status = 'waiting' and t.remaining_ms is null order by t.id limit ${SWEEP_LIMIT}`)} as parked_before_waits,
  ${jsonList(`select j.org_id, j.id as job_id from session_jobs j where j.status = 'running' and (j.held_until is null or j.held_until < now())
    order by j.id limit ${SWEPT_JOBS}`)} as jobs,
  ${jsonList(`select s.id as session_id, s.next_sequence - 1 as sequence from unnest($3::uuid[], $4::bigint[]) as w (id, seen)
    join sessions s on s.id = w.id where s.next_sequence - 1 > w.seen`)} as behind`;

/** Does all periodic work of a process in one statement: dispatcher, cancels, reconciler and readers (E21). */
export async function runSweep(db: Database, question: SweepInput): Promise<SweepResult> {
  const [row] = await runSql<SweepResult & { dead_rows: { id: string }[] }>(db, SWEEP, [
    question.processId,
    question.beating.map(({ turn_id }) => turn_id),
    question.watched.map((item) => item.session_id),
    question.watched.map((item) => item.last_sequence),
    question.graceMs,
    question.beating.map(({ segment }) => segment),
    question.queuesAfter,
    question.waitsAfter,
    question.childrenAfter,
  ]);
  if (row === undefined) throw new Error('the sweep always answers one row');
  const { dead_rows, ...answer } = row;
  return { ...answer, dead: dead_rows.map(({ id }) => id) };
}
