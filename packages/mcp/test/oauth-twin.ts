import { createHash, randomBytes } from 'node:crypto';
import { createSampleServer } from './sample-server.ts';
import { startMcpServer, type LocalMcpServer } from './start-mcp-server.ts';

export interface OauthTwin extends LocalMcpServer {
  /** What was refused, each as a sentence. Empty for a client that keeps to the rules. */
  readonly faults: string[];
  readonly registrations: () => number;
  readonly refreshes: () => number;
  /** Signs in as a person: follows the link and returns what the authorization server sends back. */
  signIn(authorizeUrl: string): Promise<{ state: string; code: string; iss: string }>;
  /** Makes the server refuse every access token that it has given. */
  expireAccess(): void;
  /** Makes the authorization server refuse every refresh token that it has given. */
  revokeAll(): void;
  /** Makes the authorization server answer refreshes with 503. */
  setDown(isDown: boolean): void;
}

interface Code {
  challenge: string;
  redirectUri: string;
  clientId: string;
  resource: string;
}

/** A server with an authorization server that accepts nothing but OAuth 2.1 with PKCE and resource indicators, and rotates refresh tokens. */
export async function startOauthTwin({ expiresIn = 3_600 }: { expiresIn?: number } = {}): Promise<OauthTwin> {
  const faults: string[] = [];
  const clients = new Map<string, readonly string[]>();
  const codes = new Map<string, Code>();
  const [access, refresh] = [new Map<string, string>(), new Map<string, string>()];
  let [refreshes, isDown] = [0, false];
  const refuse = (error: string, why: string): Response => {
    faults.push(why);
    return Response.json({ error, error_description: why }, { status: 400 });
  };

  function give(resource: string, clientId: string): Response {
    const [access_token, refresh_token] = [token(), token()];
    access.set(access_token, resource);
    refresh.set(refresh_token, `${clientId} ${resource}`);
    return Response.json({ access_token, refresh_token, token_type: 'Bearer', expires_in: expiresIn, scope: 'mcp' });
  }

  function redeem(form: URLSearchParams, clientId: string): Response {
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    if (code === undefined) return refuse('invalid_grant', 'the code is unknown, or was used before');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (proof !== code.challenge) return refuse('invalid_grant', 'the verifier does not fit the challenge');
    if (form.get('redirect_uri') !== code.redirectUri) return refuse('invalid_grant', 'another redirect_uri');
    if (clientId !== code.clientId) return refuse('invalid_client', 'another client');
    if (form.get('resource') !== code.resource) return refuse('invalid_target', 'another resource');
    return give(code.resource, clientId);
  }

  function renew(form: URLSearchParams, clientId: string): Response {
    refreshes += 1;
    if (isDown) return new Response('down', { status: 503 });
    const key = form.get('refresh_token') ?? '';
    const known = refresh.get(key);
    refresh.delete(key);
    const [owner, resource = ''] = known?.split(' ') ?? [];
    if (owner !== clientId) return Response.json({ error: 'invalid_grant' }, { status: 400 });
    if (form.get('resource') !== resource) return refuse('invalid_target', 'a refresh without its resource');
    return give(resource, clientId);
  }

  async function answer(request: Request, url: URL): Promise<Response | null> {
    const { origin, pathname, searchParams } = url;
    const resource = `${origin}/mcp`;
    if (pathname === '/.well-known/oauth-protected-resource/mcp')
      return Response.json({ resource, authorization_servers: [origin], scopes_supported: ['mcp'] });
    if (pathname === '/.well-known/oauth-authorization-server') return Response.json(describe(origin));
    if (pathname === '/register') {
      const { redirect_uris = [] } = (await request.json()) as { redirect_uris?: string[] };
      const client_id = token();
      clients.set(client_id, redirect_uris);
      return Response.json({ client_id, redirect_uris, token_endpoint_auth_method: 'none' }, { status: 201 });
    }
    if (pathname === '/authorize') return authorize(searchParams, { origin, resource });
    if (pathname === '/token') {
      const form = new URLSearchParams(await request.text());
      const clientId = form.get('client_id') ?? '';
      return form.get('grant_type') === 'refresh_token' ? renew(form, clientId) : redeem(form, clientId);
    }
    if (pathname === '/revoke') {
      refresh.delete(new URLSearchParams(await request.text()).get('token') ?? '');
      return new Response(null, { status: 200 });
    }
    const shown = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    if (access.get(shown) === resource) return null;
    const where = `${origin}/.well-known/oauth-protected-resource/mcp`;
    return new Response('sign in', {
      status: 401,
      headers: { 'www-authenticate': `Bearer resource_metadata="${where}", scope="mcp"` },
    });
  }

  function authorize(query: URLSearchParams, { origin, resource }: { origin: string; resource: string }): Response {
    const redirectUri = query.get('redirect_uri') ?? '';
    const clientId = query.get('client_id') ?? '';
    if (clients.get(clientId)?.includes(redirectUri) !== true)
      return refuse('invalid_client', 'an unknown redirect_uri');
    const isPkce = query.get('code_challenge_method') === 'S256' && (query.get('code_challenge') ?? '').length === 43;
    if (!isPkce) return refuse('invalid_request', 'no PKCE with S256');
    if (query.get('resource') !== resource) return refuse('invalid_target', 'no resource, or another');
    const code = token();
    codes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri, clientId, resource });
    const back = new URL(redirectUri);
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '', iss: origin }).toString();
    return new Response(null, { status: 302, headers: { location: back.href } });
  }

  const server = await startMcpServer({
    setUp: () => createSampleServer(),
    intercept: (request) => answer(request, new URL(request.url)),
  });
  return {
    ...server,
    faults,
    registrations: () => clients.size,
    refreshes: () => refreshes,
    async signIn(authorizeUrl) {
      const { headers } = await fetch(authorizeUrl, { redirect: 'manual' });
      const query = new URL(headers.get('location') ?? 'http://none/').searchParams;
      return { state: query.get('state') ?? '', code: query.get('code') ?? '', iss: query.get('iss') ?? '' };
    },
    expireAccess: () => access.clear(),
    revokeAll: () => refresh.clear(),
    setDown: (down) => {
      isDown = down;
    },
  };
}

const token = (): string => randomBytes(16).toString('hex');

function describe(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    revocation_endpoint: `${issuer}/revoke`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: ['mcp'],
  };
}
