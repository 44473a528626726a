import { setTimeout as sleep } from 'node:timers/promises';
import { startOauthTwin, type OauthTwin } from '@everruns/mcp/testing';
import { McpConnectionRequest, WaitKind, type Page, type Wait } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { writeCall } from '../llm-simulator/write-call.ts';

const PATIENCE_MS = 90_000;
const HOLD_MS = 4_000;
/** As long as a call runs in whose last moments a wait ends. */
const SHORT_MS = 400;

/** A kind of wait: the call that opens it, who ends it, and what the call did then. */
interface Kind {
  kind: WaitKind;
  /** `name` belongs to the session alone. */
  call: (name: string) => string;
  resolve: (world: World, wait: Wait) => Promise<unknown>;
  /** The side effects that the call has once it was resolved. */
  effects: number;
  /** How long it takes at least until the call has its result, in milliseconds. */
  takesMs: number;
}

const decide = ({ api }: World, { id }: Wait, body: object) =>
  api.json('POST', `/v1/approvals/${id}/resolve`, { body, headers: { 'idempotency-key': `decided-${id}` } });
const answerCall = ({ api }: World, { session_id, request: { tool_call_id } }: Wait) => {
  const body = { tool_results: [{ tool_call_id, result: 'the red one' }] };
  return api.json('POST', `/v1/sessions/${session_id}/tool-results`, { body });
};

/** The message of a sub-agent. */
const ASKING = '[[sim:tool ask {}]][[sim:next]][[sim:text The red one.]]';

const KINDS: readonly Kind[] = [
  {
    kind: 'approval',
    call: (name) => writeCall('buy', { label: name }),
    resolve: (world, wait) => decide(world, wait, { decision: 'approve' }),
    effects: 1,
    takesMs: 0,
  },
  {
    kind: 'question',
    call: () => writeCall('ask_user', { question: 'Which one?' }),
    resolve: (world, wait) => decide(world, wait, { decision: 'answer', answer: 'the red one' }),
    effects: 0,
    takesMs: 0,
  },
  { kind: 'client_tool', call: () => writeCall('ask', {}), resolve: answerCall, effects: 0, takesMs: 0 },
  {
    kind: 'subagent',
    // It waits for its client itself, so that its end can be brought about.
    call: () => writeCall('task', { agent: 'helper', prompt: ASKING }),
    resolve: async (world, { request: { subagent } }) => answerCall(world, await openWait(world, subagent?.session_id)),
    effects: 0,
    takesMs: 80,
  },
  {
    kind: 'connection',
    call: (name) => writeCall(`${name}__sign_in`, {}),
    resolve: signIn,
    effects: 0,
    takesMs: 0,
  },
];

async function signIn({ api, twin }: World, { request: { connection } }: Wait): Promise<unknown> {
  const { server_id } = McpConnectionRequest.parse(connection);
  const path = `/v1/mcp-servers/${server_id}/login`;
  const { authorize_url } = await api.json<{ authorize_url: string }>('POST', path, { body: {} });
  return api.json('POST', '/v1/mcp-connections', { body: await twin.signIn(authorize_url) });
}

const AGENT = {
  capabilities: ['test_effects', 'ask_user', 'subagents'],
  tools_policy: { buy: 'requires_approval' },
  tools: [{ name: 'ask', description: 'Asks the person.', parameters: { type: 'object', properties: {} } }],
};

interface Waiting {
  kind: Kind;
  session: string;
  wait: Wait;
}

interface World {
  readonly stack: Stack;
  readonly api: ApiClient;
  /** The server of tools at which people sign in. */
  readonly twin: OauthTwin;
}

/** Every kind of wait, resolved at every moment. Recorded once, side effects by their declared effect, nothing stuck. */
export function waitMatrix(runner: 'local' | 'temporal'): void {
  describe(`a wait on the ${runner} runner is recorded once, and its turn goes on, when it is resolved`, () => {
    let started: World | null = null;
    beforeAll(async () => {
      const env = { INLINE_WAIT_MS: '300', HEARTBEAT_TIMEOUT_MS: '4000' };
      const stack = await startStack({ runner, env, postgresSettings: { fsync: 'on' } });
      started = { stack, api: new ApiClient(stack.urls), twin: await startOauthTwin() };
    });
    afterAll(async () => {
      await started?.stack[Symbol.asyncDispose]();
      await started?.twin[Symbol.asyncDispose]();
    });
    const world = (): World => {
      if (started === null) throw new Error('the stack is there inside tests only');
      return started;
    };
    it('which is of one of five kinds', () => {
      expect(KINDS.map(({ kind }) => kind).toSorted()).toEqual(WaitKind.options.toSorted());
    });
    describeMoments(world);
    it('after a restart of everything: all kinds', () => afterRestart(world()));
    it.skipIf(runner === 'local')("after the loss of Temporal's database: all kinds", () => afterLoss(world()));
  });
}

function describeMoments(world: () => World): void {
  it('before the turn parks: all kinds', async () => {
    const types = await Promise.all(KINDS.map((kind) => beforePark(world(), kind)));
    for (const ofKind of types) expect(ofKind).not.toContain('turn.parked');
  });

  it.each(KINDS)('as the turn parks: $kind', async (kind) => {
    for (const afterMs of [0, 5, 15, 40]) {
      const waiting = await open(world(), kind, writeCall('peek', { label: 'short', hold_ms: SHORT_MS }));
      await reach(world().api, waiting.session, 'tool.started');
      await sleep(Math.max(0, SHORT_MS + afterMs - kind.takesMs));
      await finish(world(), waiting);
    }
  });

  it('after the turn has parked: all kinds', async () => {
    await Promise.all(KINDS.map(async (kind) => finish(world(), await park(world(), kind))));
  });
}

/** Another call still runs, so the turn cannot park yet. Returns the types of its events. */
async function beforePark(world: World, kind: Kind): Promise<string[]> {
  const waiting = await open(world, kind, writeCall('peek', { label: 'held', hold_ms: HOLD_MS }));
  await finish(world, waiting);
  return (await world.api.events(waiting.session)).map(({ type }) => type);
}

async function afterRestart(world: World): Promise<void> {
  const { stack } = world;
  const all = await Promise.all(KINDS.map((kind) => park(world, kind)));
  await Promise.all([...stack.workers, ...stack.controlPlanes].map((process) => process.kill()));
  await stack.temporal?.kill();
  await stack.postgres.kill();
  await stack.postgres.restart();
  await stack.temporal?.restart();
  await Promise.all(stack.controlPlanes.map((process) => process.start()));
  await Promise.all(stack.workers.map((process) => process.start()));
  await Promise.all(all.map((waiting) => finish(world, waiting)));
}

async function afterLoss(world: World): Promise<void> {
  const all = await Promise.all(KINDS.map((kind) => park(world, kind)));
  await world.stack.temporal?.wipe();
  await Promise.all(all.map((waiting) => finish(world, waiting)));
}

/** A turn with one open wait, in a session of an agent of its own. */
async function open(world: World, kind: Kind, besides = ''): Promise<Waiting> {
  const { api, twin } = world;
  const name = `o${(count += 1)}`;
  await api.json('POST', '/v1/mcp-servers', { body: { name, url: twin.url, auth: 'oauth' } });
  const mcp = { ref: 'mcp', config: { servers: [name] } };
  const { id } = await api.createSession({
    ...AGENT,
    capabilities: kind.kind === 'connection' ? [...AGENT.capabilities, mcp] : AGENT.capabilities,
  });
  await api.post(id, `${kind.call(name)}${besides}[[sim:next]][[sim:text Done.]]`);
  return { kind, session: id, wait: await openWait(world, id) };
}

let count = 0;

async function park(world: World, kind: Kind): Promise<Waiting> {
  const waiting = await open(world, kind);
  await reach(world.api, waiting.session, 'turn.parked');
  return waiting;
}

async function finish(world: World, waiting: Waiting): Promise<void> {
  await poll(async () => (await waiting.kind.resolve(world, waiting.wait)) ?? true);
  await expectDone(world, waiting);
}

function openWait({ api }: World, session = ''): Promise<Wait> {
  return poll(async () => {
    const { data } = await api.json<Page<Wait>>('GET', `/v1/sessions/${session}/waits`);
    return data.find(({ status }) => status === 'open') ?? null;
  });
}

const reach = (api: ApiClient, session: string, wanted: string) =>
  poll(async () => (await api.events(session)).some(({ type }) => type === wanted) || null);

async function expectDone({ stack, api }: World, { kind, session, wait }: Waiting): Promise<void> {
  await reach(api, session, 'turn.completed');
  const events = await api.events(session);
  const results = events.filter(
    ({ type, data }) => type === 'tool.completed' && idOf(data) === wait.request.tool_call_id,
  );
  expect(results.map(({ data }) => data['success'])).toEqual([true]);
  const deeds = stack.simulator.effects().filter(({ call_id }) => call_id === wait.request.tool_call_id);
  expect(deeds).toHaveLength(kind.effects);
  const { data } = await api.json<Page<Wait>>('GET', `/v1/sessions/${session}/waits`);
  expect(data.map(({ status }) => status)).toEqual(['resolved']);
  expect((await api.json<{ status: string }>('GET', `/v1/sessions/${session}`)).status).toBe('idle');
}

const idOf = (data: Record<string, unknown>): unknown => data['tool_call_id'];

/** Asks until there is an answer that is not null. A process that is being restarted does not answer. */
async function poll<T>(ask: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  let last: unknown = 'nothing';
  while (Date.now() < deadline) {
    const answer = await ask().catch((error: unknown) => {
      last = error;
      return null;
    });
    if (answer !== null) return answer;
    await sleep(50);
  }
  throw new Error(`not within ${PATIENCE_MS} ms`, { cause: last });
}
