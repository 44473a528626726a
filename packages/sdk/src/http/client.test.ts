import { describe, expect, it } from 'vitest';
import { createScriptedPlatform } from '../../test/scripted-platform.ts';
import { cut, json, problem, startScriptServer, type Respond } from '../../test/script-server.ts';
import { createEverrunsOn } from '../everruns.ts';
import { EverrunsApiError } from './everruns-api-error.ts';

const page: Respond = (response) =>
  void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');

async function start(...script: [Respond, ...Respond[]]) {
  const server = await startScriptServer(...script);
  const platform = createScriptedPlatform();
  const everruns = createEverrunsOn(platform, { baseUrl: `${server.url}/`, apiKey: 'k', orgId: 'o' });
  return { everruns, platform, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('a request', () => {
  it('carries the credential, the organization and what it was given, escaped', async () => {
    await using run = await start(json(200, { id: 'a' }), json(200, { data: [], has_more: false }));
    await run.everruns.agents.get('a/b?');
    await run.everruns.files.list('s', '/dir one/x#y', { recursive: true });
    expect(run.server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v1/agents/a%2Fb%3F',
      'GET /v1/sessions/s/fs/dir%20one/x%23y?recursive=true',
    ]);
    expect(run.server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer k', 'x-org-id': 'o' });
  });

  it('sends the cookie of a login where it is told to', async () => {
    const given: (string | undefined)[] = [];
    const platform = createScriptedPlatform();
    platform.fetch = async (_, init) => {
      given.push(init?.credentials);
      return Response.json({});
    };
    const everruns = createEverrunsOn(platform, { baseUrl: '', credentials: 'include' });
    await everruns.agents.get('a');
    await everruns.sessions.stream('s', { until: 'idle', signal: AbortSignal.abort() }).next();
    await everruns.health();
    expect(given).toEqual(['include', 'include']);
  });

  it('of a list goes on to the next page only when it is asked for', async () => {
    await using run = await start(
      json(200, { data: [{ id: '1' }], has_more: true, next_cursor: 'c' }),
      json(200, { data: [{ id: '2' }], has_more: false }),
    );
    const ids: string[] = [];
    for await (const { id } of run.everruns.agents.list({ limit: 1 })) ids.push(id);
    expect(ids).toEqual(['1', '2']);
    expect(run.server.requests.map(({ url }) => url)).toEqual(['/v1/agents?limit=1', '/v1/agents?limit=1&cursor=c']);
  });
});

describe('a request that fails', () => {
  it('is an error with its status, code, field and request', async () => {
    const errors = [{ path: 'name', code: 'too_long', message: 'is too long', limit: 2048 }];
    await using run = await start(problem(400, 'invalid_request', { errors }));
    const error: unknown = await run.everruns.agents.create({ name: 'x', system_prompt: '' }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(EverrunsApiError);
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid_request',
      message: 'It is invalid_request.',
      problem: { request_id: 'r1', errors },
    });
    expect(run.server.requests.length).toBe(1);
  });

  it('without a problem document is an error too', async () => {
    await using run = await start(page);
    await expect(run.everruns.agents.archive('a')).rejects.toMatchObject({ status: 502, code: null, problem: null });
  });

  it.each([
    ['the connection breaks', cut],
    ['a proxy answers 502', page],
    ['the server is away', problem(503, 'unavailable')],
  ])('because %s is sent again: a GET', async (_, failure) => {
    await using run = await start(failure, failure, json(200, { id: 'a' }));
    expect(await run.everruns.agents.get('a')).toEqual({ id: 'a' });
    expect(run.platform.slept).toEqual([100, 200]);
  });

  it('is sent again as a POST with the same key and the same body', async () => {
    await using run = await start(cut, problem(409, 'idempotency_in_progress'), json(201, { id: 'm' }), json(201, {}));
    expect(await run.everruns.sessions.send('s', 'Hello')).toEqual({ id: 'm' });
    await run.everruns.sessions.send('s', 'Hello', { idempotencyKey: 'mine', wait: 5 });
    const body = JSON.stringify({ message: { content: [{ type: 'text', text: 'Hello' }] } });
    expect(run.server.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'key-1',
      'key-1',
      'key-1',
      'mine',
    ]);
    expect(run.server.requests.map((request) => request.body)).toEqual([body, body, body, body]);
    expect(run.server.requests[3]?.url).toBe('/v1/sessions/s/messages?wait=5');
  });

  it('is not sent again as a PATCH, whose effect may be there', async () => {
    await using run = await start(problem(503, 'unavailable'), json(200, {}));
    await expect(run.everruns.agents.update('a', { name: 'b' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(run.server.requests.length).toBe(1);
  });

  it('waits as long as the server asks, and not at all for longer than a minute', async () => {
    const limited = (seconds: string): Respond => json(429, {}, { 'retry-after': seconds });
    await using run = await start(limited('2'), json(200, {}), limited('61'));
    await run.everruns.agents.update('a', {});
    expect(run.platform.slept).toEqual([2_000]);
    await expect(run.everruns.agents.get('a')).rejects.toMatchObject({ status: 429, retryAfterMs: 61_000 });
  });

  it('is given up after six tries', async () => {
    await using run = await start(cut);
    await expect(run.everruns.agents.get('a')).rejects.toThrow('fetch failed');
    expect(run.server.requests.length).toBe(6);
  });

  it('is not sent again once it is aborted', async () => {
    const abort = new AbortController();
    await using run = await start((response) => {
      abort.abort(new Error('enough'));
      response.destroy();
    });
    await expect(run.everruns.agents.get('a', { signal: abort.signal })).rejects.toThrow('enough');
    expect(run.server.requests.length).toBe(1);
  });
});
