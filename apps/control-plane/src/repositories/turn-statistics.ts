import { TurnStatistics, type AgentId } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import { readOne } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';
import { hasRun } from './turns-that-ran.ts';

/*
 * A turn that was completed has a generation in the time, of which there is an index; turns that failed or were canceled are few, and have an
 * index too. What a fork has of another session is counted there. The log may contain any JSON, so a time that is not one is not counted.
 */
const STATISTICS = `with generations as materialized (
    select distinct on (e.session_id, e.turn_id) e.turn_id, readable_json(e.data) ->> 'time_to_first_token_ms' as first_token
    from recorded_events e join sessions s on s.org_id = e.org_id and s.id = e.session_id
      left join session_forks f on f.org_id = s.org_id and f.session_id = s.id
    where e.org_id = $1 and e.has_generation and e.type = 'llm.generation' and e.sequence > coalesce(f.at_sequence, 0) and e.ts >= $2::timestamptz and e.ts < $3::timestamptz
      and ($4::uuid is null or s.agent_id = $4) and ($5::text is null or s.subject = $5)
    order by e.session_id, e.turn_id, e.sequence
  ), ended as materialized (
    select t.id, t.status, t.error_code, extract(epoch from t.ended_at - coalesce(t.started_at, t.created_at)) * 1000 as ms
    from turns t where t.org_id = $1 and t.status = 'completed' and t.id in (select turn_id from generations)
      and t.ended_at >= $2::timestamptz and t.ended_at < $3::timestamptz
    union all
    select t.id, t.status, t.error_code, extract(epoch from t.ended_at - coalesce(t.started_at, t.created_at)) * 1000
    from turns t join sessions s on s.org_id = t.org_id and s.id = t.session_id
    where t.org_id = $1 and t.status in ('failed', 'canceled') and t.ended_at >= $2::timestamptz and t.ended_at < $3::timestamptz
      and ${hasRun('t')}
      and ($4::uuid is null or s.agent_id = $4) and ($5::text is null or s.subject = $5)
  ), times as (
    select percentile_cont(array[0.5, 0.95]) within group (order by greatest(ms, 0)) as duration from ended
  ), first_tokens as (
    select percentile_cont(array[0.5, 0.95]) within group (order by first_token::float8) as first from generations
    where first_token ~ '^\\d{1,12}(\\.\\d{1,12})?$'
  )
  select (select count(*)::int from ended) as turns,
    (select count(*)::int from ended where status = 'completed') as completed,
    (select count(*)::int from ended where status = 'failed') as failed,
    (select count(*)::int from ended where status = 'canceled') as canceled,
    (select coalesce(json_agg(json_build_object('error_code', error_code, 'turns', turns) order by turns desc, error_code), '[]')
      from (select error_code, count(*)::int as turns from ended where status = 'failed' and error_code is not null group by error_code) f) as failures,
    (select duration from times) as duration, (select first from first_tokens) as first`;

interface StatisticsRow {
  turns: number;
  completed: number;
  failed: number;
  canceled: number;
  failures: unknown;
  duration: number[] | null;
  first: number[] | null;
}

export interface StatisticsQuery {
  /** Includes this moment. */
  from: string;
  /** Excludes this moment. */
  to: string;
  agent_id: AgentId | undefined;
}

/** Counts the turns that ended in a time. A caller that is bound to a subject gets those of its own sessions. */
export async function readTurnStatistics(
  db: Database,
  { org_id, subjects }: RequestContext,
  { from, to, agent_id }: StatisticsQuery,
): Promise<TurnStatistics> {
  const values = [org_id, from, to, agent_id ?? null, subjects.bound];
  const [row] = await runSql<StatisticsRow>(db, STATISTICS, values);
  if (row === undefined) throw new Error('a statement without a table always answers one row');
  return readOne('statistics of turns', row, toStatistics);
}

function toStatistics({ duration, first, ...counts }: StatisticsRow): TurnStatistics {
  return TurnStatistics.parse({
    ...counts,
    ...(duration !== null && { duration_ms: toPercentiles(duration) }),
    ...(first !== null && { first_token_ms: toPercentiles(first) }),
  });
}

function toPercentiles([p50 = 0, p95 = 0]: readonly number[]) {
  return { p50: Math.round(p50), p95: Math.round(p95) };
}
