import { createPaintingServer, startMcpServer, startOauthTwin, type OauthTwin } from '@everruns/mcp/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunnerUnderContract } from './runner-under-contract.ts';

const TIMEOUT_MS = 60_000;

interface Waiting {
  id: string;
  status: string;
  request: { tool: string; connection?: { server: string; connect_url: string }; question?: { question: string } };
}

let twin: OauthTwin;
let count = 0;

/** Logins at MCP servers, and the calls that wait for them, as each runner does it. */
export function mcpLoginsContract(title: string, runner: RunnerUnderContract): void {
  describe(`logins at MCP servers on ${title}`, { timeout: TIMEOUT_MS }, () => {
    beforeAll(async () => {
      twin = await startOauthTwin();
    });
    afterAll(() => twin[Symbol.asyncDispose]());
    callsThatWait(runner);
    callsThatWaitInVain(runner);
  });
}

async function begin({ api }: RunnerUnderContract) {
  const name = `o${(count += 1)}`;
  const server = await api.json<{ id: string }>('POST', '/v1/mcp-servers', {
    body: { name, url: twin.url, auth: 'oauth' },
  });
  const session = await api.createSession({ capabilities: [{ ref: 'mcp', config: { servers: [name] } }] });
  return { name, server, session };
}

async function signIn({ api }: RunnerUnderContract, serverId: string): Promise<void> {
  const { authorize_url } = await api.json<{ authorize_url: string }>('POST', `/v1/mcp-servers/${serverId}/login`, {
    body: {},
  });
  await api.json('POST', '/v1/mcp-connections', { body: await twin.signIn(authorize_url) });
}

async function openWaits({ api }: RunnerUnderContract, sessionId: string, kind = 'connection'): Promise<Waiting[]> {
  const path = `/v1/approvals?session_id=${sessionId}&status=open&kind=${kind}`;
  return (await api.json<{ data: Waiting[] }>('GET', path)).data;
}

/** Waits until the session has no active turn, and returns its events. */
async function rest({ api }: RunnerUnderContract, sessionId: string) {
  const statusOf = async () => (await api.json<{ status: string }>('GET', `/v1/sessions/${sessionId}`)).status;
  await expect.poll(statusOf, { timeout: TIMEOUT_MS / 2 }).toBe('idle');
  return api.events(sessionId);
}

function callsThatWait(runner: RunnerUnderContract): void {
  it('are asked for by a tool while nobody has signed in, and waited for by a call whose login has ended', async () => {
    const { name, server, session } = await begin(runner);
    await runner.api.post(session.id, `[[sim:tool ${name}__sign_in {}]][[sim:next]][[sim:text done]]`, { wait: 20 });
    const [first] = await openWaits(runner, session.id);
    expect(first).toMatchObject({ request: { tool: `${name}__sign_in`, connection: { server: name } } });
    expect(first?.request.connection?.connect_url).toContain(`connect=${server.id}`);
    await signIn(runner, server.id);
    const signedIn = await rest(runner, session.id);
    expect(JSON.stringify(signedIn.filter(({ type }) => type === 'tool.completed'))).toContain('has signed in');

    const echo = (text: string) => `[[sim:tool ${name}__echo {"text":"${text}"}]][[sim:next]][[sim:text done]]`;
    await runner.api.post(session.id, echo('before'), { wait: 20 });
    twin.expireAccess();
    twin.revokeAll();
    await runner.api.post(session.id, echo('after'), { wait: 20 });
    const [second] = await openWaits(runner, session.id);
    expect(second?.request.tool).toBe(`${name}__echo`);
    await signIn(runner, server.id);
    const events = await rest(runner, session.id);
    const results = events.filter(({ type }) => type === 'tool.completed').map(({ data }) => JSON.stringify(data));
    expect(results).toHaveLength(3);
    expect(results[1]).toContain('before');
    expect(results[2]).toContain('after');
    expect(JSON.stringify(events)).not.toMatch(/access_token|refresh_token/);
    expect(twin.faults).toEqual([]);
  });

  it('wait for the answer to what their server asks, and go on with it', async () => {
    await using painter = await startMcpServer({ setUp: createPaintingServer });
    const name = `p${(count += 1)}`;
    await runner.api.json('POST', '/v1/mcp-servers', { body: { name, url: painter.url } });
    const session = await runner.api.createSession({ capabilities: [{ ref: 'mcp', config: { servers: [name] } }] });
    await runner.api.post(session.id, `[[sim:tool ${name}__paint {}]][[sim:next]][[sim:text done]]`, { wait: 20 });
    const [wait] = await openWaits(runner, session.id, 'question');
    expect(wait?.request.question?.question).toBe(`${name} asks: Which color?`);
    const body = { decision: 'answer', answer: { color: 'green' } };
    await runner.api.json('POST', `/v1/approvals/${wait?.id}/resolve`, { body });
    const events = await rest(runner, session.id);
    const [result] = events.filter(({ type }) => type === 'tool.completed');
    expect(JSON.stringify(result?.data)).toContain('green, kept');
  });
}

function callsThatWaitInVain(runner: RunnerUnderContract): void {
  it('end with an error that the model reads when the person does not want to sign in', async () => {
    const { name, session } = await begin(runner);
    await runner.api.post(session.id, `[[sim:tool ${name}__sign_in {}]][[sim:next]][[sim:text done]]`, { wait: 20 });
    const [wait] = await openWaits(runner, session.id);
    await runner.api.json('POST', `/v1/approvals/${wait?.id}/resolve`, { body: { decision: 'deny' } });
    const events = await rest(runner, session.id);
    const [result] = events.filter(({ type }) => type === 'tool.completed');
    expect(JSON.stringify(result?.data)).toContain('did not sign in');
  });

  it('end with an error when their server is deleted, and run again when it no longer wants a login', async () => {
    const waits = async () => {
      const { name, server, session } = await begin(runner);
      const text = `[[sim:tool ${name}__sign_in {}]][[sim:next]][[sim:text done]]`;
      await runner.api.post(session.id, text, { wait: 20 });
      expect(await openWaits(runner, session.id)).toHaveLength(1);
      return { session: session.id, path: `/v1/mcp-servers/${server.id}` };
    };
    const [gone, open] = [await waits(), await waits()];
    expect((await runner.api.fetch('DELETE', gone.path)).status).toBe(204);
    await runner.api.json('PATCH', open.path, { body: { auth: 'none' } });
    const resultOf = async (session: string) => {
      const results = (await rest(runner, session)).filter(({ type }) => type === 'tool.completed');
      expect(results).toHaveLength(1);
      expect(await openWaits(runner, session)).toEqual([]);
      return JSON.stringify(results[0]?.data);
    };
    expect(await resultOf(gone.session)).toContain('was deleted while the call waited for a login');
    expect(await resultOf(open.session)).not.toContain('was deleted');
  });
}
