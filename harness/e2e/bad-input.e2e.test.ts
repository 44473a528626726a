import { omitUndefined } from '@everruns/kernel';
import { LIMITS, Problem, type Page } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostileInput } from './hostile-body-inputs.ts';
import { hostileInputs } from './hostile-inputs.ts';
import { listOperations, loadDocument, type Operation } from './operations.ts';
import { RawClient, type RawAnswer } from './raw-client.ts';
import { NOBODY } from '../fuzz/hostile-values.ts';
import { useStack } from './shared-stack.ts';
import { countRows, createWorld, type World } from './world.ts';

const shared = useStack();

let operations: Operation[];
let world: World;
let client: RawClient;
beforeAll(async () => {
  operations = listOperations(await loadDocument(shared.api)).filter(({ path }) => path.startsWith('/v1/'));
  world = await createWorld(shared.api);
  client = new RawClient(shared.running.urls[0] ?? '');
});
afterAll(() => client[Symbol.asyncDispose]());

/** Returns null if the answer is the wanted problem document, otherwise what is wrong with it. */
function faultOf(answer: RawAnswer, wanted: HostileInput): string | null {
  const seen = `${answer.status} ${answer.text.slice(0, 400)}`;
  if (answer.status !== wanted.status) return `not ${wanted.status} but ${seen}`;
  if (answer.headers['content-type'] !== 'application/problem+json') return `no problem document: ${seen}`;
  const parsed = Problem.strict().safeParse(JSON.parse(answer.text));
  if (!parsed.success) return `not a Problem: ${parsed.error.message}`;
  const { code, status, errors = [], request_id } = parsed.data;
  if (status !== answer.status || request_id !== answer.headers['x-request-id'])
    return `contradicts its headers: ${seen}`;
  if (wanted.code !== undefined && code !== wanted.code) return `not ${wanted.code}: ${seen}`;
  if (wanted.names === undefined) return answer.text.includes(NOBODY) ? `echoes the id: ${seen}` : null;
  const named = errors.find(({ path }) => path === wanted.names || path.startsWith(`${wanted.names}.`));
  if (named === undefined) return `does not name ${wanted.names}: ${seen}`;
  if (wanted.limit !== undefined && named.limit !== wanted.limit)
    return `does not say the limit ${wanted.limit}: ${seen}`;
  return null;
}

/** Sends all inputs and returns what was wrong, by title. */
async function findFaults(inputs: readonly HostileInput[]): Promise<string[]> {
  const faults: string[] = [];
  const waiting = inputs.values();
  const work = async () => {
    for (const input of waiting) {
      const fault = await client.send(input.request).then((answer) => faultOf(answer, input), String);
      if (fault !== null) faults.push(`${input.title}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return faults;
}

/** Returns a body with one wrong value, for one operation. */
function bodyInput(operationId: string, body: object, expected: Omit<HostileInput, 'title' | 'request'>): HostileInput {
  const operation = operations.find((candidate) => candidate.operationId === operationId);
  if (operation === undefined) throw new Error(`there is no operation ${operationId}`);
  const headers = { 'content-type': 'application/json' };
  const request = { method: operation.method, path: operation.fill(world), headers, body: JSON.stringify(body) };
  return { title: `${operationId}: ${expected.names}`, request, ...expected };
}

const text = (value: string) => ({ message: { content: [{ type: 'text', text: value }] } });

describe('bad input', () => {
  it('of every kind, to every route, is a problem document that names the field and the limit, and stores nothing', async () => {
    const before = await countRows(shared.running.postgres.url);
    const inputs = operations.flatMap((operation) => hostileInputs(operation, world));
    expect(inputs.length).toBeGreaterThan(1_000);
    expect(await findFaults(inputs)).toEqual([]);
    expect(await countRows(shared.running.postgres.url)).toEqual(before);
  });

  it('that only one route can be sent is refused in the same way', async () => {
    const before = await countRows(shared.running.postgres.url);
    const large = 'x'.repeat(2 * 1024 * 1024);
    const agent = { name: 'a', system_prompt: 'b' };
    const tool = { name: 't', description: '', parameters: {} };
    const image = (part: object) => ({ message: { content: [{ type: 'image', ...part }] } });
    const at = (names: string, limit?: number) => ({ status: 400, names, ...omitUndefined({ limit }) });
    expect(
      await findFaults([
        bodyInput('create_agent', { ...agent, system_prompt: large }, at('system_prompt', LIMITS.systemPromptBytes)),
        bodyInput('update_agent', { system_prompt: large }, at('system_prompt', LIMITS.systemPromptBytes)),
        bodyInput('create_message', text(large), at('message.content[0].text', LIMITS.messageTextBytes)),
        bodyInput('update_queued_message', text(large), at('message.content[0].text', LIMITS.messageTextBytes)),
        bodyInput('create_agent', { ...agent, name: 'é'.repeat(1_025) }, at('name', LIMITS.agentNameBytes)),
        bodyInput('create_agent', { ...agent, tools: Array(129).fill(tool) }, at('tools', LIMITS.toolsPerAgent)),
        bodyInput('create_agent', { ...agent, tools: [{ ...tool, name: 'a b' }] }, at('tools[0].name')),
        bodyInput('create_agent', { ...agent, default_model_id: 'x' }, at('default_model_id')),
        bodyInput(
          'create_agent',
          { ...agent, capabilities: [{ ref: 'math', config: { a: 1 } }] },
          at('capabilities[0]'),
        ),
        bodyInput('create_agent', { ...agent, capabilities: ['math', 'math'] }, at('capabilities[1]')),
        bodyInput('create_agent', { ...agent, limits: { max_iterations: 0 } }, at('limits.max_iterations', 1)),
        bodyInput('create_message', { message: { content: [] } }, at('message.content', 1)),
        bodyInput(
          'create_message',
          { message: { role: 'system', content: [{ type: 'text', text: 'a' }] } },
          at('message.role'),
        ),
        bodyInput('create_message', { message: { content: [{ type: 'tool_call' }] } }, at('message.content[0]')),
        bodyInput('create_message', image({}), at('message.content[0]')),
        bodyInput('create_message', image({ base64: 'AAAA' }), at('message.content[0].media_type')),
        bodyInput('create_message', image({ base64: '!', media_type: 'image/png' }), at('message.content[0].base64')),
        bodyInput('create_message', image({ url: 'javascript:alert(1)' }), at('message.content[0].url')),
        bodyInput('create_message', { ...text('a'), metadata: { k: 'x'.repeat(17_000) } }, at('metadata')),
        bodyInput('create_message', { ...text('a'), controls: { max_tokens: 0 } }, at('controls.max_tokens')),
        bodyInput('create_message', { ...text('a'), busy_policy: 'wait' }, at('busy_policy')),
        bodyInput(
          'create_llm_provider',
          { name: 'p', provider_type: 'openai', base_url: 'file:///etc/passwd' },
          at('base_url'),
        ),
        bodyInput('update_queued_message', { controls: { model_id: NOBODY } }, { status: 404, code: 'not_found' }),
        bodyInput('create_session', { agent_id: NOBODY }, { status: 404, code: 'not_found' }),
        bodyInput('create_session', { agent_id: world.agent_id, model_id: NOBODY }, { status: 404, code: 'not_found' }),
        bodyInput(
          'create_session',
          { agent_id: world.agent_id, agent_version: 2 ** 31 },
          at('agent_version', LIMITS.versionNumber),
        ),
        bodyInput('create_agent', { ...agent, default_model_id: NOBODY }, { status: 404, code: 'not_found' }),
        bodyInput('create_agent', { ...agent, fallback_model_id: NOBODY }, { status: 404, code: 'not_found' }),
        bodyInput(
          'create_message',
          { ...text('a'), controls: { model_id: NOBODY } },
          { status: 404, code: 'not_found' },
        ),
      ]),
    ).toEqual([]);
    expect(await countRows(shared.running.postgres.url)).toEqual(before);
  });

  it('a cursor of another list, another session, another filter, or a forged one, is refused', async () => {
    const { api } = shared;
    const other = await api.createSession();
    for (const name of ['one', 'two']) await api.post(other.id, `[[sim:text ${name}]]`, { wait: 20 });
    const cursorOf = async (path: string) => (await api.json<Page<unknown>>('GET', path)).next_cursor ?? '';
    const cursors = [
      await cursorOf('/v1/agents?limit=1'),
      await cursorOf('/v1/sessions?limit=1'),
      await cursorOf(`/v1/sessions/${other.id}/turns?limit=1`),
      await cursorOf(`/v1/sessions/${other.id}/messages?limit=1`),
    ];
    expect(cursors.every((cursor) => cursor.length > 20)).toBe(true);
    const [agents = '', sessions = '', turns = ''] = cursors;
    const forged = [
      `${turns.slice(0, -2)}AA`,
      `A${turns.slice(1)}`,
      turns.slice(1),
      `${turns}=`,
      `${turns}%20`,
      'x',
      Buffer.alloc(99).toString('base64url'),
    ];
    const asks = [
      ...cursors.map((cursor) => `/v1/sessions/${world.session_id}/turns?cursor=${cursor}`),
      ...cursors.map((cursor) => `/v1/sessions/${world.session_id}/messages?cursor=${cursor}`),
      ...forged.map((cursor) => `/v1/sessions/${other.id}/turns?cursor=${cursor}`),
      `/v1/agents?cursor=${sessions}`,
      `/v1/agents?search=x&cursor=${agents}`,
      `/v1/sessions?status=idle&cursor=${sessions}`,
      `/v1/llm-models?cursor=${agents}`,
      `/v1/llm-providers?cursor=${agents}`,
    ];
    const expected = { status: 400, code: 'invalid_cursor', names: 'cursor' };
    expect(
      await findFaults(asks.map((path) => ({ title: path, request: { method: 'GET', path }, ...expected }))),
    ).toEqual([]);
  });

  it('a place in the log that is not there is refused', async () => {
    const foreign = (await shared.api.events((await shared.api.createSession()).id))[0]?.id ?? '';
    const base = `/v1/sessions/${world.session_id}`;
    const asks: [string, string][] = [
      ['after_sequence', '999999'],
      ['after_sequence', '9999999999999999'],
      ['since_id', foreign],
      ['since_id', 'x'],
      ['since_id', NOBODY],
      ['types', 'turn.exploded'],
      ['types', Array(51).fill('turn.*').join('&types=')],
    ];
    const inputs = asks.flatMap(([names, value]) =>
      ['events', 'sse'].map((route) => {
        const path = `${base}/${route}?${names}=${value}`;
        return { title: path, request: { method: 'GET', path }, status: 400, names };
      }),
    );
    const headers = { 'last-event-id': foreign };
    const byHeader = {
      title: 'a foreign Last-Event-ID',
      request: { method: 'GET', path: `${base}/sse`, headers },
      status: 400,
      names: 'Last-Event-ID',
    };
    expect(await findFaults([...inputs, byHeader])).toEqual([]);
  });

  it('an address that is not there, and a method that it does not answer, are problems too', async () => {
    const refuse = (method: string, path: string, status: number): HostileInput => ({
      title: `${method} ${path}`,
      request: { method, path },
      status,
      code: status === 404 ? 'not_found' : 'method_not_allowed',
    });
    expect(
      await findFaults([
        refuse('GET', '/v1', 404),
        refuse('GET', '/v1/agents/', 404),
        refuse('GET', '//v1/agents', 404),
        refuse('GET', '/v1/%61gents%2f', 404),
        refuse('GET', '/../../etc/passwd', 404),
        refuse('GET', '/swagger-ui/..%2f..%2fpackage.json', 404),
        refuse('GET', '/swagger-ui/package.json', 404),
        refuse('PUT', '/v1/agents', 405),
        refuse('DELETE', '/v1/sessions', 405),
        refuse('PATCH', `/v1/sessions/${world.session_id}/messages`, 405),
      ]),
    ).toEqual([]);
  });

  it('a hostile X-Request-Id is replaced, a good one is kept', async () => {
    const ask = (id: string) => client.send({ method: 'GET', path: '/v1/agents', headers: { 'x-request-id': id } });
    for (const id of ['a b', '<script>', 'x'.repeat(129), 'é']) {
      expect((await ask(id)).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect((await ask('trace-1')).headers['x-request-id']).toBe('trace-1');
  });

  it('leaves the process as it was: it still answers, and has logged no failure', async () => {
    const session = await shared.api.createSession();
    expect((await shared.api.post(session.id, '[[sim:text Fine.]]', { wait: 20 })).turn.status).toBe('completed');
    expect(shared.running.controlPlanes[0]?.output()).not.toContain('request failed');
  });
});
