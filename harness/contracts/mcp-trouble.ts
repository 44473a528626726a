import { judgeFigure } from '@everruns/kernel/testing';
import { createSampleServer, startMcpServer, STDIO_SERVER, type LocalMcpServer } from '@everruns/mcp/testing';
import { describe, expect, it } from 'vitest';
import { useServers } from './mcp-sessions.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';

const TIMEOUT_MS = 60_000;
/** Longer than the time that a server has to answer, and shorter than a turn that hangs. */
const PATIENCE_S = 40;

type Hanging = 'server/discover' | 'initialize' | 'tools/list' | 'tools/call';

const never = (): Promise<Response> => new Promise(() => undefined);

async function methodOf(request: Request): Promise<string> {
  const { method = '' } = (await request
    .clone()
    .json()
    .catch(() => ({}))) as { method?: string };
  return method;
}

/** A server that never answers these requests. `calls` counts those that reached it. */
async function startHanging(...methods: Hanging[]): Promise<LocalMcpServer & { calls: () => number }> {
  let calls = 0;
  const server = await startMcpServer({
    setUp: () => createSampleServer(),
    intercept: async (request) => {
      const method = await methodOf(request);
      if (method === 'tools/call') calls += 1;
      return methods.some((hanging) => hanging === method) ? never() : null;
    },
  });
  return { ...server, calls: () => calls };
}

let count = 0;
async function register({ api }: RunnerUnderContract, url: string): Promise<string> {
  const name = `t${(count += 1)}`;
  await api.json('POST', '/v1/mcp-servers', { body: { name, url } });
  return name;
}

/** Every call is over soon. */
const IMPATIENT = { tool_settings: { '*': { timeout_ms: 1_500 } } };

async function play({ api }: RunnerUnderContract, agent: object, text: string) {
  const session = await api.createSession({ ...agent });
  await api.post(session.id, text, { wait: PATIENCE_S });
  const events = await api.events(session.id);
  const of = (type: string) => events.filter((event) => event.type === type).map(({ data }) => data as object);
  return { of, hasCompleted: of('turn.completed').length === 1 };
}

/** What the stack is started with: programs of the operator. */
export const TROUBLE_ENV = {
  MCP_STDIO_SERVERS: JSON.stringify({
    mcpServers: {
      program: { command: process.execPath, args: [STDIO_SERVER, 'greets'], pass_env: ['EGRESS_ALLOW_CIDRS'] },
      broken: { command: process.execPath, args: [STDIO_SERVER, 'dies'] },
    },
  }),
};

/** Servers that misbehave, and the turns that go on. */
export function mcpTroubleContract(title: string, runner: RunnerUnderContract): void {
  describe(`turns with an MCP server that misbehaves, on ${title}`, { timeout: TIMEOUT_MS }, () => {
    serversThatHang(runner);
    serversThatDie(runner);
    serversThatAreLarge(runner);
    serversOfTheOperator(runner);
  });
}

function serversThatHang(runner: RunnerUnderContract): void {
  it.each<[string, Hanging[]]>([
    ['as it is connected to', ['server/discover', 'initialize']],
    ['as it is asked for its tools', ['tools/list']],
  ])('goes on without one that hangs %s, after ten seconds', async (_, methods) => {
    await using hanging = await startHanging(...methods);
    await using healthy = await startMcpServer({ setUp: () => createSampleServer() });
    const [bad, good] = [await register(runner, hanging.url), await register(runner, healthy.url)];
    const call = `[[sim:tool ${good}__echo {"text":"still here"}]][[sim:next]][[sim:text done]]`;
    const first = await play(runner, useServers(bad, good), call);
    expect(first.of('mcp.server_unavailable')).toMatchObject([{ server: bad, reason: 'timeout' }]);
    expect(JSON.stringify(first.of('tool.completed'))).toContain('still here');
    expect(first.hasCompleted).toBe(true);
    // It is not asked again by each turn.
    const before = hanging.requests.length;
    const startedAt = performance.now();
    expect((await play(runner, useServers(bad), '[[sim:text done]]')).hasCompleted).toBe(true);
    const value = performance.now() - startedAt;
    judgeFigure({ name: 'a turn after a server hung', value, unit: 'ms', most: 8_000 });
    expect(hanging.requests).toHaveLength(before);
  });

  it('gives a call up that hangs after the time of its tool: once if it may not be repeated', async () => {
    await using hanging = await startHanging('tools/call');
    const name = await register(runner, hanging.url);
    const both = `[[sim:tool ${name}__echo {"text":"a"}]][[sim:tool ${name}__fail {}]][[sim:next]][[sim:text done]]`;
    const { of, hasCompleted } = await play(runner, { ...useServers(name), ...IMPATIENT }, both);
    expect(hasCompleted).toBe(true);
    const results = of('tool.completed');
    expect(results).toMatchObject([{ success: false }, { success: false }]);
    expect(results.filter((result) => 'outcome_unknown' in result)).toMatchObject([{ name: `${name}__fail` }]);
    expect(hanging.calls()).toBe(2);
  });
}

function serversThatDie(runner: RunnerUnderContract): void {
  it('repeats a call in whose middle its server dies if that is harmless, and else says that nobody knows', async () => {
    let calls: string[] = [];
    // The connections of the server are cut, as those of a process that ends are. The next one is answered by the process after it.
    await using dying = await startMcpServer({
      setUp: () => createSampleServer(),
      intercept: async (request) => {
        if ((await methodOf(request)) !== 'tools/call') return null;
        calls.push(request.headers.get('mcp-name') ?? '');
        if (calls.length > 1) return null;
        dying.cutConnections();
        return never();
      },
    });
    const name = await register(runner, dying.url);
    const echo = `[[sim:tool ${name}__echo {"text":"again"}]][[sim:next]][[sim:text done]]`;
    const repeated = await play(runner, useServers(name), echo);
    expect(JSON.stringify(repeated.of('tool.completed'))).toContain('again');
    expect(calls).toEqual(['echo', 'echo']);
    calls = [];
    const once = await play(runner, useServers(name), `[[sim:tool ${name}__fail {}]][[sim:next]][[sim:text done]]`);
    expect(once.of('tool.completed')).toMatchObject([{ success: false, outcome_unknown: true }]);
    expect(calls).toEqual(['fail']);
    expect(once.hasCompleted).toBe(true);
  });
}

const TOOLS = 500;
/** Of the sample server itself. */
const SAMPLE_TOOLS = 6;

function serversThatAreLarge(runner: RunnerUnderContract): void {
  it('calls the last of five hundred tools', async () => {
    await using large = await startMcpServer({
      setUp: () => {
        const server = createSampleServer();
        for (let at = SAMPLE_TOOLS; at < TOOLS; at += 1) {
          const say = () => ({ content: [{ type: 'text' as const, text: `tool ${at}` }] });
          server.registerTool(`tool_${at}`, { description: 'x'.repeat(1_000) }, say);
        }
        return server;
      },
    });
    const name = await register(runner, large.url);
    const last = `[[sim:tool ${name}__tool_${TOOLS - 1} {}]][[sim:next]][[sim:text done]]`;
    const { of, hasCompleted } = await play(runner, useServers(name), last);
    expect(JSON.stringify(of('tool.completed'))).toContain(`tool ${TOOLS - 1}`);
    expect(hasCompleted).toBe(true);
  });
}

function serversOfTheOperator(runner: RunnerUnderContract): void {
  it('calls a program of the operator, which knows nothing of the process that started it', async () => {
    const calls = `[[sim:tool program__echo {"text":"hello"}]][[sim:tool program__environment {}]]`;
    const { of, hasCompleted } = await play(runner, useServers('program'), `${calls}[[sim:next]][[sim:text done]]`);
    expect(hasCompleted).toBe(true);
    const said = JSON.stringify(of('tool.completed'));
    expect(said).toContain('hello');
    expect(said).toContain('EGRESS_ALLOW_CIDRS');
    expect(said).not.toMatch(/DATABASE_URL|SECRETS_ENCRYPTION_KEY|WORKER_GRPC_TOKEN/);
  });

  it('that dies in mid-call may have run it, and is started again', async () => {
    const die = '[[sim:tool program__die {}]][[sim:next]][[sim:text done]]';
    const { of } = await play(runner, useServers('program'), die);
    expect(of('tool.completed')).toMatchObject([{ success: false, outcome_unknown: true }]);
    const echo = '[[sim:tool program__echo {"text":"again"}]][[sim:next]][[sim:text done]]';
    const again = async () => JSON.stringify((await play(runner, useServers('program'), echo)).of('tool.completed'));
    await expect.poll(again, { timeout: PATIENCE_S * 1_000, interval: 500 }).toContain('again');
  });

  it('goes on without one that never starts', async () => {
    const { of, hasCompleted } = await play(runner, useServers('broken', 'program'), '[[sim:text done]]');
    expect(of('mcp.server_unavailable')).toMatchObject([{ server: 'broken', reason: 'unreachable' }]);
    expect(hasCompleted).toBe(true);
  });
}
