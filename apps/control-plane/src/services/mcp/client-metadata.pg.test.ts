import { startOauthTwin, type OauthTwin } from '@everruns/mcp/testing';
import { McpClientMetadata, McpConnection, McpLogin } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authSettings } from '../../testing/auth-kit.ts';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

const UI = 'https://agents.example';
const DOCUMENT = `${UI}/v1/mcp-client-metadata`;

let api: TestApi;
/** One authorization server that reads the documents of clients, and one that does not. */
let [reading, registering]: OauthTwin[] = [];
beforeAll(async () => {
  api = await startTestApi({ uiUrl: UI });
  const readClient = async (clientId: string) => {
    expect(clientId).toBe(DOCUMENT);
    return (await api.call('GET', new URL(clientId).pathname)).json as Record<string, unknown>;
  };
  [reading, registering] = await Promise.all([startOauthTwin({ readClient }), startOauthTwin()]);
});
afterAll(async () => {
  for (const open of [reading, registering, api]) await open?.[Symbol.asyncDispose]();
});

let count = 0;
async function begin(from: TestApi, twin: OauthTwin | undefined, body: object = {}) {
  const given = { name: `c${(count += 1)}`, url: twin?.url, auth: 'oauth' };
  const id = idOf(await from.call('POST', '/v1/mcp-servers', { body: given }));
  const login = McpLogin.parse((await from.call('POST', `/v1/mcp-servers/${id}/login`, { body })).json);
  return { id, login, client: new URL(login.authorize_url).searchParams.get('client_id') };
}

async function signIn(twin: OauthTwin | undefined, { authorize_url }: McpLogin) {
  const body = await twin?.signIn(authorize_url);
  return McpConnection.parse((await api.call('POST', '/v1/mcp-connections', { body })).json);
}

describe('the client ID metadata document', () => {
  it('is public, names itself by its address, and may be kept for an hour', async () => {
    const answer = await api.call('GET', '/v1/mcp-client-metadata');
    expect(McpClientMetadata.parse(answer.json)).toEqual({
      client_id: DOCUMENT,
      client_name: 'Everruns',
      client_uri: UI,
      redirect_uris: [`${UI}/connect`],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });
    expect(answer.headers['cache-control']).toBe('public, max-age=3600');
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    await using closed = await startTestApi({ auth: authSettings('full') });
    expect((await closed.call('GET', '/v1/mcp-client-metadata')).status).toBe(200);
  });

  it('is the client where the authorization server reads it: nothing is registered, and the login is renewed', async () => {
    const { id, login, client } = await begin(api, reading);
    expect(client).toBe(DOCUMENT);
    expect(await signIn(reading, login)).toMatchObject({ status: 'active' });
    reading?.expireAccess();
    expect((await api.call('POST', `/v1/mcp-servers/${id}/check`)).json).toMatchObject({ status: 'ok' });
    expect([reading?.registrations(), reading?.refreshes(), reading?.faults]).toEqual([0, 1, []]);
  });

  it.each([
    ['the authorization server does not read it', () => begin(api, registering)],
    ['the person comes back to another page', () => begin(api, reading, { redirect_uri: 'https://app.example/back' })],
  ])('is not used where %s: the client is registered', async (_, beginElsewhere) => {
    expect((await beginElsewhere()).client).not.toContain('/');
  });

  it('is not used without TLS, because authorization servers refuse it then', async () => {
    await using plain = await startTestApi();
    expect((await begin(plain, reading)).client).not.toContain('/');
  });
});
