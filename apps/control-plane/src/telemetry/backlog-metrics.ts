import { Gauge, type Registry } from 'prom-client';
import { runSql, type Database } from '../db/database.ts';

/** Rows of one kind are counted one by one up to here. Beyond it the estimate of their index is shown. */
const COUNTED = 10_000;

interface List {
  /** The rows, in the order of their index: an unordered limit may be answered by a walk through the table. */
  rows: string;
  index: string;
}
/** The condition on the time is that of the indexes. */
const oldest = (status: string): string =>
  `turns where status = '${status}' and created_at > '-infinity' order by created_at`;
const QUEUED: List = { rows: oldest('queued'), index: 'turns_oldest_queued' };
const PARKED: List = { rows: oldest('waiting'), index: 'turns_oldest_parked' };
const RUNNING: List = { rows: `turns where status = 'running' order by id`, index: 'turns_running' };
const DELIVERIES: List = { rows: 'deliveries order by id', index: 'deliveries_pkey' };
const CHILDREN: List = {
  rows: 'waits where child_turn_id is not null and child_ended_at is null order by id',
  index: 'waits_of_children',
};

const WEBHOOKS: List = {
  rows: `webhook_deliveries where status = 'pending' order by webhook_id, next_at`,
  index: 'webhook_deliveries_pending',
};

const JOBS: List = { rows: `session_jobs where status = 'running' order by id`, index: 'session_jobs_running' };

const count = ({ rows, index }: List): string => `(select case when count(*) <= $1 then count(*)::float8
  else greatest(count(*), (select reltuples from pg_class where oid = '${index}'::regclass))::float8 end
  from (select from ${rows} limit $1::int + 1) as counted)`;
const age = ({ rows }: Pick<List, 'rows'>, column = 'created_at'): string =>
  `coalesce(extract(epoch from now() - (select ${column} from ${rows} limit 1)), 0)::float8`;

const BACKLOG = `select
  ${count(QUEUED)} as queued, ${age(QUEUED)} as "queueAge",
  ${count(PARKED)} as parked, ${age(PARKED)} as "parkedAge",
  ${count(RUNNING)} as running, ${age(RUNNING)} as "runningAge",
  ${age({ rows: 'outbox where next_at <= now() order by next_at' }, 'next_at')} as "outboxLag",
  ${count(DELIVERIES)} as deliveries, ${age(DELIVERIES)} as "deliveryAge",
  ${count(CHILDREN)} as subagents,
  ${count(WEBHOOKS)} as "webhookBacklog",
  ${count(JOBS)} as jobs, ${age(JOBS)} as "jobAge",
  (select count(*)::int from processes where lease_expires_at > now()) as processes,
  (select coalesce(10 - extract(epoch from min(lease_expires_at) - now()), 0)::float8 from processes
    where lease_expires_at > now()) as "leaseAge"`;

export interface Backlog {
  queued: number;
  queueAge: number;
  parked: number;
  parkedAge: number;
  running: number;
  runningAge: number;
  outboxLag: number;
  deliveries: number;
  deliveryAge: number;
  subagents: number;
  webhookBacklog: number;
  jobs: number;
  jobAge: number;
  processes: number;
  leaseAge: number;
}

const GAUGES: Record<keyof Backlog, { name: string; help: string }> = {
  queued: {
    name: 'everruns_turns_queued',
    help: 'Turns that wait for another turn of their session; estimated beyond 10,000',
  },
  queueAge: { name: 'everruns_queue_age_seconds', help: 'Age of the turn that has been queued longest' },
  parked: {
    name: 'everruns_turns_parked',
    help: 'Turns that wait for an answer or for their time; estimated beyond 10,000',
  },
  parkedAge: {
    name: 'everruns_parked_age_seconds',
    help: 'Age of the oldest turn that waits for an answer or its time',
  },
  running: { name: 'everruns_turns_running', help: 'Turns that run; estimated beyond 10,000' },
  runningAge: { name: 'everruns_running_age_seconds', help: 'Age of the oldest turn that runs' },
  outboxLag: {
    name: 'everruns_outbox_lag_seconds',
    help: 'How long the oldest segment that is due was not handed out',
  },
  deliveries: {
    name: 'everruns_deliveries',
    help: 'What sessions have left for each other and nobody has delivered yet; estimated beyond 10,000',
  },
  deliveryAge: { name: 'everruns_delivery_age_seconds', help: 'Age of the oldest of these deliveries' },
  subagents: {
    name: 'everruns_subagents_open',
    help: 'Sub-agents that were called and have not ended; estimated beyond 10,000',
  },
  webhookBacklog: {
    name: 'everruns_webhook_backlog',
    help: 'What webhooks have to be told and were not told yet',
  },
  jobs: { name: 'everruns_session_jobs', help: 'Jobs on many sessions that have not ended' },
  jobAge: { name: 'everruns_session_job_age_seconds', help: 'Age of the oldest of these jobs' },
  processes: { name: 'everruns_processes', help: 'Control planes whose lease counts' },
  leaseAge: {
    name: 'everruns_lease_age_seconds',
    help: 'Time since the lease that is oldest was renewed; one ends after 10 s',
  },
};

/** What waits in the database, for all processes together. However much waits, it reads a bounded number of rows of partial indexes. */
export async function readBacklog(db: Database, counted = COUNTED): Promise<Backlog | undefined> {
  const [row] = await runSql<Backlog>(db, BACKLOG, [counted]);
  return row;
}

/** Asks the database at a scrape, once for all that come at the same time. While it does not answer, these gauges are absent and `everruns_database_up` is 0. */
export function watchBacklog(registry: Registry, db: Database): () => Promise<void> {
  const registers = [registry];
  const up = new Gauge({
    name: 'everruns_database_up',
    help: 'Whether the database has answered this scrape',
    registers,
  });
  const gauges = Object.entries(GAUGES).map(([key, { name, help }]) => ({
    key: key as keyof Backlog,
    gauge: new Gauge({ name, help, registers }),
  }));
  const ask = async (): Promise<void> => {
    const row = await readBacklog(db).catch(() => undefined);
    up.set(row === undefined ? 0 : 1);
    for (const { key, gauge } of gauges) {
      if (row === undefined) gauge.remove();
      else gauge.set(row[key]);
    }
  };
  let asking: Promise<void> | null = null;
  return () => (asking ??= ask().finally(() => (asking = null)));
}
