import { createPaintingServer, startMcpServer, startOauthTwin, type OauthTwin } from '@everruns/mcp/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginLoggedOut, openWaits, rest, resultsOf, signIn, signInText, useServers } from './mcp-sessions.ts';
import type { RunnerUnderContract } from './runner-under-contract.ts';

const TIMEOUT_MS = 60_000;

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

function callsThatWait(runner: RunnerUnderContract): void {
  it('are asked for by a tool while nobody has signed in, and waited for by a call whose login has ended', async () => {
    const { name, server, session } = await beginLoggedOut(runner.api, twin);
    await runner.api.post(session.id, signInText(name), { wait: 20 });
    const [first] = await openWaits(runner.api, session.id);
    expect(first).toMatchObject({ request: { tool: `${name}__sign_in`, connection: { server: name } } });
    expect(first?.request.connection?.connect_url).toContain(`connect=${server.id}`);
    await signIn(twin, { serverId: server.id, begin: runner.api });
    const signedIn = await rest(runner.api, session.id);
    expect(resultsOf(signedIn).join()).toContain('has signed in');

    const echo = (text: string) => `[[sim:tool ${name}__echo {"text":"${text}"}]][[sim:next]][[sim:text done]]`;
    await runner.api.post(session.id, echo('before'), { wait: 20 });
    twin.expireAccess();
    twin.revokeAll();
    await runner.api.post(session.id, echo('after'), { wait: 20 });
    const [second] = await openWaits(runner.api, session.id);
    expect(second?.request.tool).toBe(`${name}__echo`);
    await signIn(twin, { serverId: server.id, begin: runner.api });
    const events = await rest(runner.api, session.id);
    const results = resultsOf(events);
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
    const session = await runner.api.createSession(useServers(name));
    await runner.api.post(session.id, `[[sim:tool ${name}__paint {}]][[sim:next]][[sim:text done]]`, { wait: 20 });
    const [wait] = await openWaits(runner.api, session.id, 'question');
    expect(wait?.request.question?.question).toBe(`${name} asks: Which color?`);
    const body = { decision: 'answer', answer: { color: 'green' } };
    await runner.api.json('POST', `/v1/approvals/${wait?.id}/resolve`, { body });
    const [result] = resultsOf(await rest(runner.api, session.id));
    expect(result).toContain('green, kept');
  });
}

function callsThatWaitInVain(runner: RunnerUnderContract): void {
  it('end with an error that the model reads when the person does not want to sign in', async () => {
    const { name, session } = await beginLoggedOut(runner.api, twin);
    await runner.api.post(session.id, signInText(name), { wait: 20 });
    const [wait] = await openWaits(runner.api, session.id);
    await runner.api.json('POST', `/v1/approvals/${wait?.id}/resolve`, { body: { decision: 'deny' } });
    const [result] = resultsOf(await rest(runner.api, session.id));
    expect(result).toContain('did not sign in');
  });

  it('end with an error when their server is deleted, and run again when it no longer wants a login', async () => {
    const waits = async () => {
      const { name, server, session } = await beginLoggedOut(runner.api, twin);
      await runner.api.post(session.id, signInText(name), { wait: 20 });
      expect(await openWaits(runner.api, session.id)).toHaveLength(1);
      return { session: session.id, path: `/v1/mcp-servers/${server.id}` };
    };
    const [gone, open] = [await waits(), await waits()];
    expect((await runner.api.fetch('DELETE', gone.path)).status).toBe(204);
    await runner.api.json('PATCH', open.path, { body: { auth: 'none' } });
    const resultOf = async (session: string) => {
      const results = resultsOf(await rest(runner.api, session));
      expect(results).toHaveLength(1);
      expect(await openWaits(runner.api, session)).toEqual([]);
      return results[0];
    };
    expect(await resultOf(gone.session)).toContain('was deleted while the call waited for a login');
    expect(await resultOf(open.session)).not.toContain('was deleted');
  });
}
