import { isRoleAtLeast, Problem, Role, Scope } from '@everruns/schemas';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ApiClient } from '../dev/api-client.ts';
import { NOBODY } from '../fuzz/hostile-values.ts';
import { listOperations, loadDocument, type Operation } from './operations.ts';
import { useStack } from './shared-stack.ts';
import { TENANCY_ROWS } from './tenancy-rows.ts';
import { createTwoOrganizations, FULL_AUTH, type TwoOrganizations } from './two-organizations.ts';
import { createWorld, type World } from './world.ts';

// The rows of one caller are asked at once.
const shared = useStack({ env: { ...FULL_AUTH, RATE_LIMIT_REQUESTS_PER_MINUTE: '10000000' } });

interface Row extends Operation {
  kind: 'public' | 'self' | 'own' | 'foreign';
  scopes: readonly Scope[];
  role: Role;
}
const Declared = z.looseObject({ operationId: z.string(), 'x-scopes': z.array(Scope), 'x-role': Role.optional() });

let orgs: TwoOrganizations;
let rows: Row[];
beforeAll(async () => {
  orgs = await createTwoOrganizations(shared.running);
  const document = await loadDocument(shared.api);
  const declared = new Map(
    Object.values(document.paths)
      .flatMap((methods) => Object.values(methods))
      .map((operation) => Declared.parse(operation))
      .map((operation) => [operation.operationId, operation]),
  );
  rows = listOperations(document).map((operation) => {
    const { 'x-scopes': scopes = [], 'x-role': role = 'viewer' } = declared.get(operation.operationId) ?? {};
    const kind = TENANCY_ROWS[operation.operationId.replace(/_nested$/, '')] ?? 'public';
    return { ...operation, kind, scopes, role };
  });
});

const guarded = () => rows.filter(({ kind }) => kind !== 'public');
const clientOf = (headers: Record<string, string>) => new ApiClient(shared.running.urls, headers);

interface Asked {
  headers: Record<string, string>;
  ids: Record<string, string>;
  search?: string;
}

/** Returns `404 not_found`, or only the status if the answer is not a problem document, and the text without its request id. */
async function ask(row: Row, { headers, ids, search = '' }: Asked): Promise<{ result: string; text: string }> {
  const [type] = row.textTypes;
  const body = type === undefined ? (row.sample === null ? null : JSON.stringify(row.sample)) : 'A prompt.';
  const response = await fetch(clientOf({}).url(row.fill(ids) + search), {
    method: row.method,
    headers: { ...headers, ...(body === null ? {} : { 'content-type': type ?? 'application/json' }) },
    ...(body === null ? {} : { body }),
  });
  const isStream = response.headers.get('content-type') === 'text/event-stream';
  // A stream does not end.
  if (isStream) await response.body?.cancel();
  const text = isStream ? '' : (await response.text()).replace(/,"request_id":"[^"]*"/, '');
  if (response.status < 400) return { result: String(response.status), text };
  const { code } = Problem.partial().parse(JSON.parse(text));
  return { result: `${response.status} ${code}`, text };
}

/** Calls every row with a parameter that no route knows: a caller with permission gets 400, and nothing happens. */
async function askAll(headers: Record<string, string>, wanted: (row: Row) => string): Promise<void> {
  const asked = guarded().map(async (row) => {
    const { result } = await ask(row, { headers, ids: orgs.world, search: '?nonsense=1' });
    return `${row.operationId}: ${result}`;
  });
  expect(await Promise.all(asked)).toEqual(guarded().map((row) => `${row.operationId}: ${wanted(row)}`));
}

const ALLOWED = '400 unknown_parameter';

describe('every route × every caller', () => {
  it('has an existing resource in its path, because a missing one would answer 404 to everybody', () => {
    const names = guarded().flatMap(({ parameters }) => parameters.filter(({ in: place }) => place === 'path'));
    const missing = new Set(names.map(({ name }) => name).filter((name) => !Object.hasOwn(orgs.world, name)));
    expect([...missing]).toEqual([]);
  });

  it('no credential, an expired one, a forged one: 401', async () => {
    expect(guarded().length).toBeGreaterThan(90);
    for (const headers of [{}, orgs.expiredKey, { authorization: `evr_${'x'.repeat(43)}` }]) {
      await askAll(headers, () => '401 unauthenticated');
    }
  });

  it('the owner, with a token or a key: allowed', async () => {
    await askAll(orgs.ada.token, () => ALLOWED);
    await askAll(orgs.ada.key, () => ALLOWED);
  });

  it('a key without the scope that the route declares: 403', async () => {
    for (const scope of Scope.options) {
      const { key } = await orgs.makeKey([scope]);
      await askAll({ authorization: key }, ({ scopes }) =>
        scopes.every((needed) => needed === scope) ? ALLOWED : '403 forbidden',
      );
    }
  });

  it('a viewer: what the route’s role lets them', async () => {
    await askAll(orgs.vic.token, ({ role }) => (isRoleAtLeast('viewer', role) ? ALLOWED : '403 forbidden'));
  });

  it('a member of another organization that asks for this one: 403', async () => {
    const { token, key } = orgs.bea;
    for (const headers of [token, key]) {
      await askAll({ ...headers, 'x-org-id': orgs.ada.org_id }, () => '403 org_forbidden');
    }
  });

  it('another organization’s member, or its key: what is foreign is missing, in the same words', async () => {
    const ada = clientOf(orgs.ada.token);
    // Nobody else reaches the subject of the first world. Only its organization keeps others out of the second one.
    const open = { ...orgs.world, ...(await createWorld(ada)) };
    const worlds = [orgs.world, open];
    // The title of a new session is made beside its first turn.
    await expect
      .poll(() => ada.json<{ title?: string }>('GET', `/v1/sessions/${open.session_id}`))
      .toMatchObject({ title: 'first' });
    const before = await Promise.all(worlds.map(describeWorld));
    const foreign = rows.filter(({ kind }) => kind === 'foreign');
    expect(foreign.length).toBeGreaterThan(70);
    for (const headers of [orgs.bea.token, orgs.bea.key]) {
      const wrong = await Promise.all(
        foreign.map(async (row) => {
          const nobodys = await ask(row, { headers, ids: { path: orgs.world.path } });
          const theirs = await Promise.all(worlds.map((ids) => ask(row, { headers, ids })));
          return theirs
            .filter(({ result, text }) => result !== '404 not_found' || text !== nobodys.text)
            .map(({ text }) => `${row.operationId}: ${text} | ${nobodys.text}`);
        }),
      );
      expect(wrong.flat()).toEqual([]);
    }
    expect(await Promise.all(worlds.map(describeWorld))).toEqual(before);
  });

  it('a key of the same organization that is not allowed the session’s subject: it is missing, in the same words', async () => {
    const before = await describeWorld(orgs.world);
    const sessions = rows.filter(({ kind, path }) => kind === 'foreign' && path.includes('{session_id}'));
    expect(sessions.length).toBeGreaterThan(40);
    const scopes = ['read', 'write', 'admin', 'approvals:resolve'];
    const keys = [await orgs.makeKey(scopes), await orgs.makeKey([...scopes, 'subjects:own'], 'app:shop')];
    for (const { key } of keys) {
      const headers = { authorization: key };
      const wrong = await Promise.all(
        sessions.map(async (row) => {
          const theirs = await ask(row, { headers, ids: orgs.world });
          const nobodys = await ask(row, { headers, ids: { ...orgs.world, session_id: NOBODY } });
          const isSame = theirs.result === '404 not_found' && theirs.text === nobodys.text;
          return isSame ? [] : [`${row.operationId}: ${theirs.text} | ${nobodys.text}`];
        }),
      );
      expect(wrong.flat()).toEqual([]);
      const lists = await Promise.all(
        ['sessions', 'usage?group_by=session'].map((list) => get(headers, `/v1/${list}`)),
      );
      expect(lists.filter((text) => text.includes(orgs.world.session_id))).toEqual([]);
    }
    expect(await describeWorld(orgs.world)).toEqual(before);
  });

  it('another organization’s member: nothing of this one in lists, usage, the audit log or what is made', async () => {
    const own = rows.filter(({ kind }) => kind === 'own');
    const { capability_id: _capability, tool: _tool, path: _path, version: _version, to: _to, ...ids } = orgs.world;
    const needles = [...Object.values(ids), orgs.ada.user_id, 'ada@everruns.example', 'pending@v.example'];
    const answers = await Promise.all(
      own.map(async (row) => ({ row, ...(await ask(row, { headers: orgs.bea.token, ids: orgs.world })) })),
    );
    expect(answers.filter(({ text }) => needles.some((needle) => text.includes(needle)))).toEqual([]);
    const lists = answers.filter(({ row }) => row.method === 'GET');
    expect(lists.map(({ row, result }) => `${row.operationId} ${result}`)).toEqual(
      lists.map(({ row }) => `${row.operationId} 200`),
    );
  });
});

async function get(headers: Record<string, string>, path: string): Promise<string> {
  const response = await fetch(clientOf({}).url(path), { headers });
  expect(response.status).toBe(200);
  return response.text();
}

/** Returns what A's owner sees of A's resources. */
async function describeWorld(world: World): Promise<string[]> {
  const { ada } = orgs;
  const paths = [
    `/v1/orgs/${ada.org_id}`,
    `/v1/orgs/${ada.org_id}/members`,
    `/v1/orgs/${ada.org_id}/invitations`,
    `/v1/agents/${world.agent_id}`,
    `/v1/sessions/${world.session_id}`,
    `/v1/sessions/${world.session_id}/queue`,
    `/v1/sessions/${world.session_id}/turns`,
    `/v1/sessions/${world.session_id}/fs/a.txt`,
    '/v1/llm-providers',
    '/v1/llm-models',
  ];
  return Promise.all(paths.map(async (path) => (await clientOf(ada.token).fetch('GET', path)).text()));
}

describe('what a body, a cursor or an event id names', () => {
  const refusal = async (headers: Record<string, string>, method: string, path: string, given: object = {}) => {
    const response = await clientOf(headers).fetch(method, path, given);
    return `${response.status} ${(await response.text()).replace(/,"request_id":"[^"]*"/, '')}`;
  };

  it('of another organization is missing, in the same words', async () => {
    const { bea, world } = orgs;
    const agent = { name: 'b', system_prompt: 'b' };
    const mine = await clientOf(bea.token).json<{ id: string }>('POST', '/v1/agents', { body: agent });
    const session = await clientOf(bea.token).json<{ id: string }>('POST', '/v1/sessions', {
      body: { agent_id: mine.id },
    });
    const message = { content: [{ type: 'text', text: 'a' }] };
    const tries: ((id: string) => [string, string, object])[] = [
      (model) => ['POST', '/v1/agents', { ...agent, default_model_id: model }],
      (model) => ['PATCH', `/v1/agents/${mine.id}`, { default_model_id: model }],
      (model) => ['POST', '/v1/agents', { ...agent, fallback_model_id: model }],
      (model) => ['PATCH', `/v1/agents/${mine.id}`, { fallback_model_id: model }],
      (model) => ['POST', '/v1/sessions', { agent_id: mine.id, model_id: model }],
      (model) => ['PATCH', `/v1/sessions/${session.id}`, { model_id: model }],
      (model) => ['POST', `/v1/sessions/${session.id}/messages`, { message, controls: { model_id: model } }],
    ];
    for (const attempt of tries) {
      const [theirs, nobodys] = await Promise.all(
        [world.model_id, NOBODY].map((id) => {
          const [method, path, body] = attempt(id);
          return refusal(bea.token, method, path, { body });
        }),
      );
      expect(theirs).toMatch(/^404 /);
      expect(theirs).toBe(nobodys);
    }
    const [theirAgent, noAgent] = await Promise.all(
      [world.agent_id, NOBODY].map((agent_id) => refusal(bea.token, 'POST', '/v1/sessions', { body: { agent_id } })),
    );
    expect(theirAgent).toBe(noAgent);
  });

  it('a cursor of another organization is as good as a forged one', async () => {
    const { ada, bea } = orgs;
    await clientOf(ada.token).createSession();
    await clientOf(ada.token).createSession();
    for (const list of ['/v1/agents', '/v1/sessions', '/v1/auth/api-keys', '/v1/audit-log']) {
      const page = await clientOf(ada.token).json<{ next_cursor: string }>('GET', `${list}?limit=1`);
      const theirs = await refusal(bea.token, 'GET', `${list}?limit=1&cursor=${page.next_cursor}`);
      expect(theirs).toMatch(/^400 .*invalid_cursor/);
      expect(theirs).toBe(await refusal(bea.token, 'GET', `${list}?limit=1&cursor=${'A'.repeat(60)}`));
    }
  });

  it('an event id of another organization is unknown to a stream and to a list', async () => {
    const { ada, bea, world } = orgs;
    const [event] = await clientOf(ada.token).events(world.session_id);
    const { id } = await clientOf(bea.token).createSession();
    const at = (eventId: string) => `/v1/sessions/${id}/sse?since_id=${eventId}`;
    const theirs = await refusal(bea.token, 'GET', at(event?.id ?? ''));
    expect(theirs).toMatch(/^400 .*invalid_event_id/);
    expect(theirs).toBe(await refusal(bea.token, 'GET', at(NOBODY)));
    const headers = { 'last-event-id': event?.id ?? '' };
    expect(await refusal(bea.token, 'GET', `/v1/sessions/${id}/sse`, { headers })).toMatch(/^400 /);
  });

  it('the same Idempotency-Key in two organizations is two keys', async () => {
    const call = { body: { name: 'a', system_prompt: 'b' }, headers: { 'idempotency-key': 'shared' } };
    const [ada, bea] = await Promise.all(
      [orgs.ada, orgs.bea].map(({ token }) => clientOf(token).json<{ id: string }>('POST', '/v1/agents', call)),
    );
    expect(ada?.id).not.toBe(bea?.id);
  });

  it('the operator’s model key serves the default organization alone', async () => {
    const providers = await clientOf(orgs.bea.token).json<{ data: unknown[] }>('GET', '/v1/llm-providers');
    expect(JSON.stringify(providers)).not.toContain('OpenAI');
    const { id } = await clientOf(orgs.bea.token).createSession();
    const body = { message: { content: [{ type: 'text', text: 'a' }] } };
    const answer = await refusal(orgs.bea.token, 'POST', `/v1/sessions/${id}/messages?wait=20`, { body });
    expect(answer).toMatch(/^201 .*I am the simulated model/);
  });
});

it('no password, token, key or invitation shows in a log line or in the document', async () => {
  const document = await (await shared.api.fetch('GET', '/api-doc/openapi.json')).text();
  const output = shared.running.controlPlanes.map((process) => process.output()).join('\n');
  const seen = orgs.secrets.filter((secret) => output.includes(secret) || document.includes(secret));
  expect(seen).toEqual([]);
  expect(orgs.secrets.length).toBeGreaterThan(10);
});
