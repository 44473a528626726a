import { UsageGroup, type UsageGrouping } from '@everruns/schemas';
import { runSql, type Database } from '../db/database.ts';
import { readRow, type ReadRow } from '../kernel/read-rows.ts';
import type { RequestContext } from '../kernel/request-context.ts';

/** The columns of each grouping, each under its name in the answer. */
const KEYS: Record<UsageGrouping | 'all', Readonly<Record<string, string>>> = {
  all: {},
  agent: { agent_id: 's.agent_id::text' },
  session: { session_id: 'e.session_id::text' },
  model: { provider: `coalesce(g.data ->> 'provider', '')`, model: `coalesce(g.data ->> 'model', '')` },
  day: { day: `to_char(e.ts at time zone 'UTC', 'YYYY-MM-DD')` },
  subject: { subject: 's.subject' },
};
const COUNTS = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens', 'reasoning_tokens'];

export interface UsageQuery {
  grouping: UsageGrouping | 'all';
  /** Includes this moment. */
  from: string | undefined;
  /** Excludes this moment. */
  to: string | undefined;
  /** Only groups below this key. */
  after: readonly string[] | null;
  count: number;
}

/** A group with its key, after which the next page begins. */
export type UsageRow = { key: string[] } & ReadRow<UsageGroup>;

/** Sums are capped at the largest integer that a number holds exactly. */
const MOST = Number.MAX_SAFE_INTEGER;

/** Sums the recorded generations, by descending key. The log may contain any JSON, so a value that is not a count adds 0. */
export async function listUsage(db: Database, ctx: RequestContext, query: UsageQuery): Promise<UsageRow[]> {
  const values: unknown[] = [ctx.org_id];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const keys = Object.entries(KEYS[query.grouping]);
  const expressions = keys.map(([, expression]) => `${expression} collate "C"`);
  // What a fork has of another session was paid there.
  const conditions = [
    `e.org_id = $1`,
    `e.has_generation`,
    `e.type = 'llm.generation'`,
    'e.sequence > coalesce(f.at_sequence, 0)',
  ];
  if (query.from !== undefined) conditions.push(`e.ts >= ${bind(query.from)}::timestamptz`);
  if (query.to !== undefined) conditions.push(`e.ts < ${bind(query.to)}::timestamptz`);
  if (query.after !== null) conditions.push(`(${expressions.join(', ')}) < (${query.after.map(bind).join(', ')})`);
  // What organizations pay is no secret of a subject, but the ids of its sessions are, and who it is.
  const { bound, person, noteForeign } = ctx.subjects;
  if (bound !== null) conditions.push(`s.subject = ${bind(bound)}`);
  else if ((query.grouping === 'session' || query.grouping === 'subject') && noteForeign === null)
    conditions.push(`(s.subject not like 'user:%' or s.subject = ${bind(person)})`);
  const columns = [
    ...keys.map(([name], index) => `${expressions[index]} as ${name}`),
    'count(*) as generations',
    ...COUNTS.map(
      (name) => `least(coalesce(sum(reported_tokens(u.usage ->> '${name}')), 0), ${MOST})::bigint as ${name}`,
    ),
    `sum(reported_cost(u.usage ->> 'cost_usd'))::text as cost_usd`,
  ];
  const places = keys.map((_, index) => index + 1);
  const rows = await runSql<Record<string, unknown>>(
    db,
    `select ${columns.join(', ')}
     from recorded_events e join sessions s on s.org_id = e.org_id and s.id = e.session_id
       left join session_forks f on f.org_id = s.org_id and f.session_id = s.id,
       lateral (select readable_json(e.data) as data offset 0) as g, lateral (select g.data -> 'usage' as usage) as u
     where ${conditions.join(' and ')}
     ${places.length === 0 ? '' : `group by ${places.join(', ')} order by ${places.map((n) => `${n} desc`).join(', ')}`}
     limit ${bind(query.count)}`,
    values,
  );
  return rows.map((row) => {
    const key = keys.map(([name]) => String(row[name]));
    return { key, ...readRow({ table: 'events', id: key.join(' ') }, () => toGroup(row)) };
  });
}

/** The cost arrives as text, because it is an exact sum of decimals until it becomes a number here. */
function toGroup({ cost_usd, ...row }: Record<string, unknown>): UsageGroup {
  return UsageGroup.parse({ ...row, usage: cost_usd === null ? row : { ...row, cost_usd: Number(cost_usd) } });
}
