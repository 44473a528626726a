import type { AgentId, OrganizationId, SessionId } from '@everruns/schemas';
import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tables } from '../db/tables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { listAgents } from './agents.ts';
import { NEAR } from './search.ts';
import { requireReadable, type ReadRow } from '../kernel/read-rows.ts';
import { listSessions } from './sessions.ts';

const ORG = '00000000-0000-7000-8000-000000000001' as OrganizationId;
const OTHER = '00000000-0000-7000-8000-000000000002' as OrganizationId;
const TITLED = '00000000-0000-7000-8000-000000000003' as OrganizationId;
const SEEDED = 3 * NEAR;
const USAGE = `'{"input_tokens":0,"output_tokens":0,"cache_read_tokens":0,"cache_creation_tokens":0,"reasoning_tokens":0}'`;
const AGENTS = `insert into agents (org_id, id, name, system_prompt, tags, capabilities, tools, limits, busy_policy, created_at)
  select $1::uuid, gen_random_uuid(), 'Clerk ' || n, 'x', case when n = 1 then '{all,rare}' else '{all}' end::text[], '[]', '[]',
    '{"max_iterations":10,"turn_timeout_ms":1000}', 'queue', '2026-01-01'::timestamptz + n * interval '1 second'
  from generate_series(1, $2::int) n`;
const SESSIONS = `insert into sessions (org_id, id, agent_id, title, tags, usage, created_at)
  select a.org_id, gen_random_uuid(), a.id, 'Session ' || n, case when n = 1 then '{all,rare}' else '{all}' end::text[], ${USAGE},
    '2026-01-01'::timestamptz + n * interval '1 second'
  from (select * from agents where org_id = $1 limit 1) a, generate_series(1, $2::int) n`;

let testDatabase: TestDatabase;
let pool: pg.Pool;
let db: Kysely<Tables>;
let sent: CompiledQuery[] = [];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  pool = new pg.Pool({ connectionString: testDatabase.url, max: 1 });
  // A connection that closes may still hear that its database is dropped.
  pool.on('connect', (client) => client.on('error', () => undefined));
  db = new Kysely({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void sent.push(query) });
  await pool.query(`insert into organizations (id, name) values ($1, 'other'), ($2, 'titled')`, [OTHER, TITLED]);
  for (const org of [ORG, OTHER]) {
    await pool.query(AGENTS, [org, SEEDED]);
    await pool.query(SESSIONS, [org, SEEDED]);
  }
  await pool.query(`insert into message_search (org_id, session_id, sequence, words)
    select org_id, id, 2, message_words(org_id, 'said in ' || title) from sessions`);
  await pool.query('vacuum analyze');
});
afterAll(async () => {
  await db.destroy();
  await testDatabase[Symbol.asyncDispose]();
});
beforeEach(() => void (sent = []));

const PAGE = { after: null, count: 21 };
/** A person: the condition on subjects must not change what the planner takes. */
const SUBJECTS = { bound: null, person: 'user:me', noteForeign: null };
const ctx = { org_id: ORG, subjects: SUBJECTS } as Parameters<typeof listSessions>[1];

const itemsOf = <Item>(rows: readonly ReadRow<Item>[]) => requireReadable('row', rows);

const lists = {
  sessions: async (filter: { tag?: string; search?: string }) =>
    itemsOf(await listSessions(db, ctx, { ...PAGE, ...filter })).map(({ title }) => title),
  agents: async (filter: { tag?: string; search?: string }) =>
    itemsOf(await listAgents(db, ctx, { status: 'active', ...PAGE, ...filter })).map(({ name }) => name),
};

describe.each(['sessions', 'agents'] as const)('the list of %s', (table) => {
  const word = table === 'sessions' ? 'Session' : 'Clerk';

  it.each([
    { what: 'the tag of one', filter: { tag: 'rare' }, found: 1 },
    { what: 'the tag of none', filter: { tag: 'none' }, found: 0 },
    { what: 'a part of a tag', filter: { tag: 'rar' }, found: 0 },
    { what: 'a text of one', filter: { search: `${word.toUpperCase()} ${SEEDED}` }, found: 1 },
    { what: 'a text of none', filter: { search: 'nowhere' }, found: 0 },
    { what: 'two characters of none', filter: { search: 'q%' }, found: 0 },
  ])('finds $what by the index of keys, whatever the planner knows', async ({ filter, found }) => {
    expect((await lists[table](filter)).length).toBe(found);
    const [, ...byKeys] = sent;
    // Words of messages are found first, and then their sessions, if there are any.
    const isTwice = table === 'sessions' && filter.search !== undefined && found > 0;
    expect(byKeys.length).toBe(isTwice ? 2 : 1);
    for (const mode of ['force_custom_plan', 'force_generic_plan']) {
      const plans: string[] = [];
      for (const query of byKeys) plans.push(await planOf(query, mode));
      expect(plans[0]).toContain(`${table}_by_key`);
      expect(plans.join()).not.toMatch(/Seq Scan|_by_age/);
    }
  });

  it.each([{ tag: 'all' }, { search: word }])('finds what is frequent among the newest: %j', async (filter) => {
    expect((await lists[table](filter)).slice(0, 2)).toEqual([`${word} ${SEEDED}`, `${word} ${SEEDED - 1}`]);
    expect(sent.length).toBe(1);
    for (const mode of ['force_custom_plan', 'force_generic_plan']) {
      const plan = await planOf(sent[0], mode);
      expect(plan).toContain(`${table}_by_age`);
      expect(plan).not.toMatch(/Seq Scan|_by_key/);
    }
  });

  it('goes on behind the newest, in order, without a gap', async () => {
    const first = await lists[table]({ search: `${word} 1` });
    expect(first.length).toBe(21);
    const all = await lists[table]({ search: `${word} 12` });
    const names = Array.from({ length: SEEDED }, (_, n) => `${word} ${SEEDED - n}`);
    expect(all).toEqual(names.filter((name) => name.includes(`${word} 12`)).slice(0, 21));
  });
});

describe('a search', () => {
  const TITLES = [
    '100% sure_thing',
    String.raw`back\slash`,
    'Straße ÄÖ',
    'ΟΔΟΣ',
    '日本語 の題',
    '👍🏽 done',
    'a',
    ' ',
    "it's",
    'İstanbul',
  ];

  it('finds what a plain comparison finds, for every stretch of every title', async () => {
    await pool.query(AGENTS, [TITLED, 1]);
    for (const title of TITLES) await pool.query(SESSIONS.replace(`'Session ' || n`, '$3'), [TITLED, 1, title]);
    const titled = { ...ctx, org_id: TITLED };
    const searches = new Set(TITLES.flatMap((title) => stretchesOf(title)));
    for (const search of [...searches, '_', '%', '\\', '100_', 'sure%', 'tag:all', TITLED]) {
      const { rows } = await pool.query<{ id: SessionId }>(
        `select id from sessions where org_id = $1 and strpos(lower(coalesce(title, '')), lower($2)) > 0
         order by created_at desc, id desc`,
        [TITLED, search],
      );
      const found = await listSessions(db, titled, { ...PAGE, search });
      expect({ search, ids: found.map(({ id }) => id) }).toEqual({ search, ids: rows.map(({ id }) => id) });
    }
  });

  it('keeps to the agent, the status and the times that are asked for as well', async () => {
    const [newest] = itemsOf(await listSessions(db, ctx, { ...PAGE, tag: 'rare' }));
    const only = async (filter: object) => (await listSessions(db, ctx, { ...PAGE, tag: 'rare', ...filter })).length;
    expect(await only({ agent_id: newest?.agent_id, status: 'idle', search: 'sess' })).toBe(1);
    expect(await only({ agent_id: crypto.randomUUID() as AgentId })).toBe(0);
    expect(await only({ status: 'active' })).toBe(0);
    expect(await only({ created_after: newest?.created_at })).toBe(0);
    expect(await only({ search: 'sess x' })).toBe(0);
  });
});

/** Up to six characters from each place, and the whole. */
function stretchesOf(title: string): string[] {
  const letters = Array.from(title);
  const starts = [...letters.keys()];
  return [title, ...starts.flatMap((start) => [1, 2, 3, 6].map((size) => letters.slice(start, start + size).join('')))];
}

async function planOf(query: CompiledQuery | undefined, mode: string): Promise<string> {
  const { sql, parameters } = query ?? { sql: '', parameters: [] };
  await pool.query(`set plan_cache_mode = ${mode}`);
  const values = parameters.map((value) =>
    typeof value === 'number'
      ? String(value)
      : pg.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value)),
  );
  await pool.query(`prepare asked as ${sql}`);
  const { rows } = await pool.query(`explain (format json) execute asked (${values.join(', ')})`);
  await pool.query('deallocate asked');
  return JSON.stringify(rows);
}
