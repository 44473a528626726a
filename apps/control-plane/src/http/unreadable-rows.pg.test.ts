import { ApiKey, Problem, ZERO_USAGE } from '@everruns/schemas';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { authSettings, bearer, newEmail, registerPerson, type Person } from '../testing/auth-kit.ts';
import { idOf, startTestApi, type TestApi } from '../testing/test-api.ts';
import type { UnreadableRow } from '../kernel/read-rows.ts';

let api: TestApi;
let owner: Person;
let agent: string;
let session: string;
/** A session whose log the tests write directly. */
let written: string;
const reported: UnreadableRow[] = [];

beforeAll(async () => {
  api = await startTestApi({ auth: authSettings('full') });
  owner = await registerPerson(api, newEmail());
  api.services.unreadable.observe((row) => void reported.push(row));
  agent = await make('/v1/agents', { name: 'a', system_prompt: '' });
  session = await make('/v1/sessions', { agent_id: agent });
  written = await make('/v1/sessions', { agent_id: agent });
});
afterAll(() => api[Symbol.asyncDispose]());

const get = (path: string) => api.call('GET', path, { headers: bearer(owner.accessToken) });

async function post(path: string, body: object) {
  const answer = await api.call('POST', path, { body, headers: bearer(owner.accessToken) });
  expect([201, 202], answer.text).toContain(answer.status);
  return answer;
}

const make = async (path: string, body: object) => idOf(await post(path, body));

const Listed = z.object({
  data: z.array(z.looseObject({ id: z.string().optional(), user_id: z.string().optional() })),
  has_more: z.boolean(),
  next_cursor: z.string().optional(),
});

/** Reads the list one row a page, as a client does that follows the cursor. */
async function listIds(path: string): Promise<string[]> {
  const ids: string[] = [];
  const isPaged = !/fs$|queue$|members$/.test(path);
  let query = isPaged ? '?limit=1' : '';
  for (let pages = 0; pages < 200; pages += 1) {
    const answer = await get(path + query);
    expect(answer.status, answer.text).toBe(200);
    const { data, has_more, next_cursor } = Listed.parse(answer.json);
    ids.push(...data.map((item) => item.id ?? item.user_id ?? ''));
    if (!has_more) return ids;
    query = `?limit=1&cursor=${next_cursor}`;
  }
  return expect.fail('the list has no end');
}

async function makeInvitation(): Promise<string> {
  return make(`/v1/orgs/${owner.org_id}/invitations`, { email: newEmail(), role: 'member' });
}

async function makeMember(): Promise<string> {
  const person = await registerPerson(api, newEmail());
  await api.database.pool.query(`insert into memberships (org_id, user_id, role) values ($1, $2, 'viewer')`, [
    owner.org_id,
    person.user_id,
  ]);
  return person.user_id;
}

let files = 0;
async function makeFile(): Promise<string> {
  return make(`/v1/sessions/${session}/fs/file-${(files += 1)}`, { content: 'x' });
}

async function makeModel(): Promise<string> {
  const provider = await make('/v1/llm-providers', { name: v7(), provider_type: 'llmsim' });
  return make(`/v1/llm-providers/${provider}/models`, { model_id: v7(), display_name: 'm' });
}

const Posted = z
  .object({ id: z.string(), turn: z.object({ id: z.string() }) })
  .transform(({ id, turn }) => ({ message_id: id, turn_id: turn.id }));
async function say(): Promise<z.infer<typeof Posted>> {
  const message = { content: [{ type: 'text', text: 'Hello' }] };
  return Posted.parse((await post(`/v1/sessions/${session}/messages`, { message, busy_policy: 'queue' })).json);
}

async function recordMessage(): Promise<string> {
  const { rows } = await api.database.pool.query<{ id: string }>(
    `insert into events (org_id, session_id, sequence, id, type, ts, context, data)
     select $1, $2, coalesce(max(sequence), 0) + 1, $3, 'tool.completed', now(), '{}', $4 from events where session_id = $2
     returning id`,
    [
      owner.org_id,
      written,
      v7(),
      { tool_call_id: v7(), success: true, result: { type: 'tool_result', tool_call_id: v7(), result: 1 } },
    ],
  );
  return rows[0]?.id ?? '';
}

interface Case {
  table: UnreadableRow['table'];
  list: () => string;
  make: () => Promise<string>;
  /** Statements that write values into the row as no release does. */
  damages: string[];
}

const org = () => `/v1/orgs/${owner.org_id}`;
const CASES: Case[] = [
  {
    table: 'agents',
    list: () => '/v1/agents',
    make: () => make('/v1/agents', { name: 'b', system_prompt: '' }),
    damages: [
      `update agents set capabilities = '{"a": 1}' where id = $1`,
      `update agents set limits = '"\\u00e4"', tools = 'null' where id = $1`,
      `update agents set created_at = 'infinity' where id = $1`,
    ],
  },
  {
    table: 'sessions',
    list: () => '/v1/sessions',
    make: () => make('/v1/sessions', { agent_id: agent }),
    damages: [
      `update sessions set updated_at = '-infinity' where id = $1`,
      `update sessions set queued_count = -1 where id = $1`,
    ],
  },
  {
    table: 'turns',
    list: () => `/v1/sessions/${session}/turns`,
    make: async () => (await say()).turn_id,
    damages: [`update turns set created_at = 'infinity' where id = $1`],
  },
  {
    table: 'turn_inputs',
    list: () => `/v1/sessions/${session}/queue`,
    make: async () => (await say()).message_id,
    damages: [
      `update turn_inputs set message = '"text"' where message_id = $1`,
      `update turn_inputs set message = message - 'content' where message_id = $1`,
    ],
  },
  {
    table: 'events',
    list: () => `/v1/sessions/${written}/messages`,
    make: recordMessage,
    damages: [
      `update event_chunks set data = array['{"result": 5}'::json] where id = $1`,
      `update event_chunks set data = array['null'::json] where id = $1`,
      `update event_chunks set data = array['{"message": [1]}'::json], ts = 'infinity' where id = $1`,
    ],
  },
  {
    table: 'llm_providers',
    list: () => '/v1/llm-providers',
    make: () => make('/v1/llm-providers', { name: v7(), provider_type: 'llmsim' }),
    damages: [`update llm_providers set compat = '[1]' where id = $1`],
  },
  {
    table: 'mcp_servers',
    list: () => '/v1/mcp-servers',
    make: () =>
      make('/v1/mcp-servers', { name: `m${v7().replaceAll('-', '').slice(-20)}`, url: 'http://127.0.0.1:9/mcp' }),
    damages: [`update mcp_servers set tool_filter = '[1]' where id = $1`],
  },
  {
    table: 'session_jobs',
    list: () => '/v1/session-jobs',
    make: () => make('/v1/session-jobs', { action: 'cancel', filter: { outcome: 'failed' } }),
    damages: [`update session_jobs set filter = '7' where id = $1`],
  },
  {
    table: 'views',
    list: () => '/v1/views',
    make: () => make('/v1/views', { name: 'v', filter: {} }),
    damages: [`update views set filter = '7' where id = $1`],
  },
  {
    table: 'webhooks',
    list: () => '/v1/webhooks',
    make: () => make('/v1/webhooks', { url: 'https://a.example/hooks', events: ['turn.failed'] }),
    damages: [`update webhooks set events = '{everything}' where id = $1`],
  },
  {
    table: 'llm_models',
    list: () => '/v1/llm-models',
    make: makeModel,
    damages: [
      `update llm_models set prices = '"free"' where id = $1`,
      `update llm_models set compat = '7' where id = $1`,
    ],
  },
  {
    table: 'api_keys',
    list: () => '/v1/auth/api-keys',
    make: async () => ApiKey.parse((await post('/v1/auth/api-keys', { name: 'k', scopes: ['read'] })).json).id,
    damages: [`update api_keys set scopes = '{everything}' where id = $1`],
  },
  {
    table: 'invitations',
    list: () => `${org()}/invitations`,
    make: makeInvitation,
    damages: [`update invitations set expires_at = 'infinity' where id = $1`],
  },
  {
    table: 'memberships',
    list: () => `${org()}/members`,
    make: makeMember,
    damages: [`update memberships set created_at = 'infinity' where user_id = $1 and role = 'viewer'`],
  },
  {
    table: 'audit_log',
    list: () => '/v1/audit-log',
    make: async () => {
      await makeInvitation();
      return (await listIds('/v1/audit-log'))[0] ?? '';
    },
    damages: [`update audit_log set created_at = '-infinity' where id = $1`],
  },
  {
    table: 'session_files',
    list: () => `/v1/sessions/${session}/fs`,
    make: makeFile,
    damages: [`update session_files set size_bytes = -1 where id = $1`],
  },
];

it.each(CASES)(
  'the list of $table leaves out a row that cannot be read, reports it, and goes on after it',
  async (given) => {
    await say();
    for (const damage of given.damages) {
      const before = await listIds(given.list());
      const [older, damaged, newer] = [await given.make(), await given.make(), await given.make()];
      const all = await listIds(given.list());
      expect(all).toEqual(expect.arrayContaining([...before.filter((id) => all.includes(id)), older, damaged, newer]));
      const { rowCount } = await api.database.pool.query(damage, [damaged]);
      expect(rowCount).toBe(1);
      reported.length = 0;
      expect((await listIds(given.list())).toSorted()).toEqual(all.filter((id) => id !== damaged).toSorted());
      expect(reported).toContainEqual(expect.objectContaining({ table: given.table, id: damaged }));
    }
  },
);

it.each([
  ['agents', () => make('/v1/agents', { name: 'c', system_prompt: '' }), `set capabilities = '5'`],
  ['sessions', () => make('/v1/sessions', { agent_id: agent }), `set queued_count = -1`],
  ['llm-providers', () => make('/v1/llm-providers', { name: v7(), provider_type: 'llmsim' }), `set compat = '[1]'`],
  ['llm-models', makeModel, `set prices = '"free"'`],
] as const)(
  'one of /v1/%s that cannot be read is refused with a clear error that says nothing else',
  async (path, makeOne, damage) => {
    const id = await makeOne();
    await api.database.pool.query(`update ${path.replace('-', '_')} ${damage} where id = $1`, [id]);
    const answer = await get(`/v1/${path}/${id}`);
    const problem = Problem.parse(answer.json);
    expect([answer.status, problem.code]).toEqual([409, 'unreadable']);
    expect(problem.detail).toMatch(/^The stored \w+ is damaged and cannot be read\. The server’s log says why\.$/);
  },
);

it('usage is counted whatever the log holds', async () => {
  const damages = [
    [`'5'`, 'now()'],
    [`'{"provider": {"a": 1}, "model": [1], "usage": "many"}'`, 'now()'],
    [`'{"provider": "p\\u0000", "usage": {"input_tokens": {"a": 1}, "cost_usd": "NaN"}}'`, 'now()'],
    [`'{"usage": {"input_tokens": 1, "cost_usd": 1e400}}'`, 'now()'],
    [JSON.stringify({ usage: ZERO_USAGE }).replace(/.*/, (text) => `'${text}'`), `'infinity'`],
  ];
  for (const [data, ts] of damages) {
    await api.database.pool.query(
      `insert into events (org_id, session_id, sequence, id, type, ts, context, data)
       select $1, $2, coalesce(max(sequence), 0) + 1, $3, 'llm.generation', ${ts}, '{}', ${data} from events where session_id = $2`,
      [owner.org_id, written, v7()],
    );
  }
  for (const grouping of ['', '&group_by=agent', '&group_by=session', '&group_by=model', '&group_by=day']) {
    for (const limit of [1, 100]) {
      const answer = await get(`/v1/usage?limit=${limit}${grouping}`);
      expect(answer.status, `${grouping} ${answer.text}`).toBe(200);
    }
  }
});

it('a turn whose failure cannot be read as JSON text is listed all the same', async () => {
  const { turn_id } = await say();
  await api.database.pool.query(`update turns set status = 'failed', error_code = 'internal' where id = $1`, [turn_id]);
  await api.database.pool.query(
    `insert into events (org_id, session_id, sequence, id, type, ts, turn_id, context, data)
     select $1, $2, 1000, $3, 'turn.failed', now(), $4, '{}', '{"provider_message": "a\\u0000b"}'`,
    [owner.org_id, session, v7(), turn_id],
  );
  expect((await get(`/v1/sessions/${session}/turns`)).status).toBe(200);
  expect((await get(`/v1/sessions/${session}/turns/${turn_id}`)).status).toBe(200);
});
