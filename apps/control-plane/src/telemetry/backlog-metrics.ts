import { Gauge, type Registry } from 'prom-client';
import { runSql, type Database } from '../db/database.ts';

const AGE = (column: string) => `coalesce(extract(epoch from now() - min(${column})), 0)::float8`;
/** What waits in the database, for all processes together. Small tables, and partial indexes of the large one. */
const BACKLOG = `select
  (select count(*)::int from turns where status = 'queued') as queued,
  (select ${AGE('created_at')} from turns where status = 'queued') as "queueAge",
  (select count(*)::int from turns where status = 'waiting') as parked,
  (select ${AGE('created_at')} from turns where status = 'waiting') as "parkedAge",
  (select count(*)::int from turns where status = 'running') as running,
  (select ${AGE('created_at')} from turns where status = 'running') as "runningAge",
  (select ${AGE('next_at')} from outbox where next_at <= now()) as "outboxLag",
  (select count(*)::int from deliveries) as deliveries,
  (select ${AGE('created_at')} from deliveries) as "deliveryAge",
  (select count(*)::int from waits where child_turn_id is not null and child_ended_at is null) as subagents,
  (select count(*)::int from processes where lease_expires_at > now()) as processes,
  (select coalesce(10 - extract(epoch from min(lease_expires_at) - now()), 0)::float8 from processes
    where lease_expires_at > now()) as "leaseAge"`;

interface Backlog {
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
  processes: number;
  leaseAge: number;
}

const GAUGES: Record<keyof Backlog, { name: string; help: string }> = {
  queued: { name: 'everruns_turns_queued', help: 'Turns that wait for another turn of their session' },
  queueAge: { name: 'everruns_queue_age_seconds', help: 'Age of the turn that has been queued longest' },
  parked: { name: 'everruns_turns_parked', help: 'Turns that wait for an answer or for their time' },
  parkedAge: {
    name: 'everruns_parked_age_seconds',
    help: 'Age of the oldest turn that waits for an answer or its time',
  },
  running: { name: 'everruns_turns_running', help: 'Turns that run' },
  runningAge: { name: 'everruns_running_age_seconds', help: 'Age of the oldest turn that runs' },
  outboxLag: {
    name: 'everruns_outbox_lag_seconds',
    help: 'How long the oldest segment that is due was not handed out',
  },
  deliveries: {
    name: 'everruns_deliveries',
    help: 'What sessions have left for each other and nobody has delivered yet',
  },
  deliveryAge: { name: 'everruns_delivery_age_seconds', help: 'Age of the oldest of these deliveries' },
  subagents: { name: 'everruns_subagents_open', help: 'Sub-agents that were called and have not ended' },
  processes: { name: 'everruns_processes', help: 'Control planes whose lease counts' },
  leaseAge: {
    name: 'everruns_lease_age_seconds',
    help: 'Time since the lease that is oldest was renewed; one ends after 10 s',
  },
};

/** Asks the database at each scrape. While it does not answer, these gauges are absent and `everruns_database_up` is 0. */
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
  return async () => {
    const row = await runSql<Backlog>(db, BACKLOG, []).then(
      ([first]) => first,
      () => undefined,
    );
    up.set(row === undefined ? 0 : 1);
    for (const { key, gauge } of gauges) {
      if (row === undefined) gauge.remove();
      else gauge.set(row[key]);
    }
  };
}
