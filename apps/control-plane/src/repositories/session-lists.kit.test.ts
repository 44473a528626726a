import { judgeFigure } from '@everruns/kernel/testing';
import type { AgentId, LlmModelId, OrganizationId } from '@everruns/schemas';
import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tables } from '../db/tables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import type { SessionFilter } from './session-filters.ts';
import { listSessions } from './sessions.ts';

const ORG = '00000000-0000-7000-8000-000000000001' as OrganizationId;
const OTHER = '00000000-0000-7000-8000-000000000002';
const SESSIONS = 100_000;
const RARE_EVERY = 9_973;

/** Two agents, two models, and the sessions of a year: some fail, few cost much, few take long, and few say `pelican`. */
const SEED = [
  `insert into organizations (id, name) values ('${OTHER}', 'other')`,
  `insert into llm_providers (org_id, id, name, provider_type) values ('${ORG}', '00000000-0000-7000-8000-0000000000f0', 'sim', 'llmsim')`,
  `insert into llm_models (org_id, id, provider_id, model_id, display_name)
    select '${ORG}', ('00000000-0000-7000-8000-0000000000e' || n)::uuid, '00000000-0000-7000-8000-0000000000f0', 'model-' || n, 'Model'
    from generate_series(0, 1) n`,
  `insert into agents (org_id, id, name, system_prompt, capabilities, tools, limits, busy_policy)
    select o, ('00000000-0000-7000-8000-0000000000' || a)::uuid, 'Clerk', '', '[]', '[]', '{}', 'queue'
    from (values ('${ORG}'::uuid, 'a0'), ('${ORG}', 'a1'), ('${OTHER}', 'b0')) as agent (o, a)`,
  `insert into sessions (org_id, id, agent_id, title, tags, usage, created_at, next_sequence,
      last_outcome, last_error_code, last_version, last_duration_ms, last_provider, last_model)
    select case when n % 5 = 0 then '${OTHER}'::uuid else '${ORG}' end, gen_random_uuid(),
      case when n % 5 = 0 then '00000000-0000-7000-8000-0000000000b0'::uuid when n % ${RARE_EVERY} = 1
        then '00000000-0000-7000-8000-0000000000a1' else '00000000-0000-7000-8000-0000000000a0' end,
      'Case ' || n, case when n % ${RARE_EVERY} = 2 then '{rare}' else '{all}' end::text[],
      jsonb_build_object('input_tokens', n % 5000, 'output_tokens', 10, 'cache_read_tokens', 0, 'cache_creation_tokens', 0, 'reasoning_tokens', 0,
        'cost_usd', case when n % ${RARE_EVERY} = 3 then 50 else (n % 100) / 1000.0 end),
      '2026-01-01'::timestamptz + n * interval '5 minutes', 20,
      case when n % 20 = 1 then 'failed' else 'completed' end, case when n % ${20 * 997} = 1 then 'no_model' when n % 20 = 1 then 'provider_error' end,
      case when n % ${RARE_EVERY} = 4 then 7 else 1 end, case when n % ${RARE_EVERY} = 6 then 900000 else n % 3000 end,
      'llmsim', case when n % ${RARE_EVERY} = 7 then 'model-1' else 'model-0' end
    from generate_series(1, ${(SESSIONS * 5) / 4}) n`,
  `insert into turns (org_id, id, session_id, input_message_id, status, agent_version, max_iterations, timeout_ms, usage, deadline_at)
    select org_id, gen_random_uuid(), id, gen_random_uuid(), last_outcome, 1, 1, 1, '{}', now() from sessions`,
  `insert into message_search (org_id, session_id, sequence, words)
    select s.org_id, s.id, m, message_words(s.org_id, 'the answer to ' || s.title || ' part ' || m ||
      case when right(s.title, 4) = '0007' then ' pelican' else '' end || case when right(s.title, 1) = '3' then ' refund' else '' end)
    from sessions s, generate_series(2, 3) m`,
  `insert into event_chunks (org_id, session_id, sequence, id, ts, types, contexts, places, data, is_numbered, has_generation, has_edit)
    select org_id, id, 1, gen_random_uuid(), created_at, '{feedback.given}', array['{}'::json], '{1}',
      array[json_build_object('message_id', id, 'by', 'user:me', 'rating', case when right(title, 3) = '037' then 'down' else 'up' end)], true, false, false
    from sessions where right(title, 2) = '37'`,
  'vacuum analyze',
];

let testDatabase: TestDatabase;
let pool: pg.Pool;
let db: Kysely<Tables>;
const sent: CompiledQuery[] = [];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = new pg.Pool({ connectionString: testDatabase.url, max: 1, options: '-c jit=off' });
  pool.on('connect', (client) => client.on('error', () => undefined));
  db = new Kysely({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void sent.push(query) });
  for (const statement of SEED) await pool.query(statement);
}, 400_000);
afterAll(async () => {
  await db.destroy();
  await testDatabase[Symbol.asyncDispose]();
});

const ctx = { org_id: ORG, subjects: { bound: null, person: 'user:me', noteForeign: null } } as Parameters<
  typeof listSessions
>[1];
const id = (end: string) => `00000000-0000-7000-8000-0000000000${end}`;
const RARE_AGENT = id('a1') as AgentId;
const [MODEL, RARE_MODEL] = [id('e0') as LlmModelId, id('e1') as LlmModelId];
const YEAR = { created_after: '2026-02-01T00:00:00.000Z', created_before: '2026-11-01T00:00:00.000Z' };

/** What is asked, and the most rows that may be read for it: a page, a look at the newest, or all sessions once. */
const NEWEST = 2_600;
const ALL = SESSIONS * 1.3;
const ASKED: { filter: Partial<SessionFilter>; rows: number }[] = [
  { filter: {}, rows: 30 },
  { filter: { agent_id: RARE_AGENT }, rows: 30 },
  { filter: { outcome: 'completed' }, rows: NEWEST },
  { filter: { outcome: 'failed' }, rows: NEWEST },
  { filter: { outcome: 'failed', agent_id: RARE_AGENT }, rows: NEWEST },
  { filter: { outcome: 'failed', error_code: 'no_model' }, rows: ALL },
  { filter: { model_id: MODEL }, rows: NEWEST },
  { filter: { model_id: RARE_MODEL }, rows: ALL },
  { filter: { agent_version: 7 }, rows: ALL },
  { filter: { min_cost_usd: 10 }, rows: ALL },
  { filter: { min_duration_ms: 800_000 }, rows: ALL },
  { filter: { status: 'requires_action' }, rows: NEWEST },
  { filter: { waits: 'any' }, rows: NEWEST },
  { filter: { waits: 'none' }, rows: NEWEST },
  { filter: { tag: 'rare' }, rows: NEWEST },
  { filter: { feedback: 'up' }, rows: 2 * NEWEST },
  { filter: { feedback: 'down' }, rows: 2 * NEWEST },
  { filter: { search: 'answer' }, rows: NEWEST },
  { filter: { search: 'pelican' }, rows: NEWEST },
  { filter: { search: 'case 77777' }, rows: NEWEST },
  { filter: { search: 'nowhere' }, rows: NEWEST },
  { filter: { search: 'refund', outcome: 'failed', ...YEAR }, rows: ALL },
  { filter: { search: 'pelican', outcome: 'completed', model_id: MODEL, ...YEAR }, rows: NEWEST },
  { filter: { min_cost_usd: 0.09, min_duration_ms: 2_900, agent_version: 1, waits: 'none', ...YEAR }, rows: ALL },
];

interface PlanNode {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

function countRows(node: PlanNode): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  const own = node['Relation Name'] === undefined ? 0 : (node['Actual Rows'] + removed) * node['Actual Loops'];
  return own + (node.Plans ?? []).reduce((sum, child) => sum + countRows(child), 0);
}

async function rowsRead(filter: Partial<SessionFilter>): Promise<number> {
  sent.length = 0;
  await listSessions(db, ctx, { after: null, count: 21, ...filter });
  let rows = 0;
  for (const { sql, parameters } of sent.splice(0)) {
    const { rows: plans } = await pool.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `explain (analyze, format json) ${sql}`,
      [...parameters],
    );
    rows += countRows(plans[0]?.['QUERY PLAN'][0]?.Plan ?? { 'Actual Rows': Infinity, 'Actual Loops': 1 });
  }
  return rows;
}

it.each(ASKED)(
  'lists sessions among 100,000 without reading more rows than it must: $filter',
  async ({ filter, rows }) => {
    expect(await rowsRead(filter)).toBeLessThanOrEqual(rows);
  },
);

it('answers in less than 100 ms at the 95th percentile', async () => {
  const round = async (): Promise<number> => {
    const times: number[] = [];
    for (const { filter } of ASKED)
      for (let n = 0; n < 10; n += 1) {
        const startedAt = performance.now();
        await listSessions(db, ctx, { after: null, count: 21, ...filter });
        times.push(performance.now() - startedAt);
      }
    return times.toSorted((left, right) => left - right)[Math.floor(times.length * 0.95)] ?? Infinity;
  };
  const rounds = [await round(), await round(), await round()];
  judgeFigure({ name: 'p95 of lists among 100,000 sessions', value: Math.min(...rounds), unit: 'ms', most: 100 });
});
