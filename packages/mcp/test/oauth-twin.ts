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
  /** Makes the person decline on the page of the authorization server. */
  setDeclining(isDeclining: boolean): void;
}

/** What a client says of itself at the address that is its name. */
type ReadClient = (clientId: string) => Promise<{ client_id?: unknown; redirect_uris?: unknown }>;

export interface OauthTwinOptions {
  expiresIn?: number;
  /** Reads the documents of clients. Without it, clients have to register. */
  readClient?: ReadClient;
}

interface Code {
  challenge: string;
  redirectUri: string;
  clientId: string;
  resource: string;
}

/** An authorization server that accepts nothing but OAuth 2.1 with PKCE and resource indicators, and rotates refresh tokens. */
class AuthorizationServer {
  readonly faults: string[] = [];
  readonly clients = new Map<string, readonly string[]>();
  readonly access = new Map<string, string>();
  readonly refresh = new Map<string, string>();
  readonly #codes = new Map<string, Code>();
  readonly #expiresIn: number;
  readonly #readClient: ReadClient | undefined;
  refreshes = 0;
  isDown = false;
  isDeclining = false;

  constructor({ expiresIn = 3_600, readClient }: OauthTwinOptions) {
    this.#expiresIn = expiresIn;
    this.#readClient = readClient;
  }

  /** Answers a request, or null for one of the server of tools with a valid token. */
  async answer(request: Request): Promise<Response | null> {
    const { origin, pathname, searchParams } = new URL(request.url);
    const resource = `${origin}/mcp`;
    switch (pathname) {
      case '/.well-known/oauth-protected-resource/mcp':
        return Response.json({ resource, authorization_servers: [origin], scopes_supported: ['mcp'] });
      case '/.well-known/oauth-authorization-server':
        return Response.json(describe(origin, this.#readClient !== undefined));
      case '/register':
        return this.#register((await request.json()) as { redirect_uris?: string[] });
      case '/authorize':
        return this.#authorize(searchParams, { origin, resource });
      case '/token':
        return this.#token(new URLSearchParams(await request.text()));
      case '/revoke':
        this.refresh.delete(new URLSearchParams(await request.text()).get('token') ?? '');
        return new Response(null, { status: 200 });
      default:
        return this.#guard(request, { origin, resource });
    }
  }

  #guard(request: Request, { origin, resource }: { origin: string; resource: string }): Response | null {
    const shown = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
    if (this.access.get(shown) === resource) return null;
    const where = `${origin}/.well-known/oauth-protected-resource/mcp`;
    const headers = { 'www-authenticate': `Bearer resource_metadata="${where}", scope="mcp"` };
    return new Response('sign in', { status: 401, headers });
  }

  #register({ redirect_uris = [] }: { redirect_uris?: string[] }): Response {
    const client_id = token();
    this.clients.set(client_id, redirect_uris);
    return Response.json({ client_id, redirect_uris, token_endpoint_auth_method: 'none' }, { status: 201 });
  }

  async #authorize(
    query: URLSearchParams,
    { origin, resource }: { origin: string; resource: string },
  ): Promise<Response> {
    const redirectUri = query.get('redirect_uri') ?? '';
    const clientId = query.get('client_id') ?? '';
    const challenge = query.get('code_challenge') ?? '';
    if (!(await this.#redirectsOf(clientId)).includes(redirectUri))
      return this.#refuse('invalid_client', 'an unknown redirect_uri');
    if (query.get('code_challenge_method') !== 'S256' || challenge.length !== 43)
      return this.#refuse('invalid_request', 'no PKCE with S256');
    if (query.get('resource') !== resource) return this.#refuse('invalid_target', 'no resource, or another');
    const back = new URL(redirectUri);
    const state = query.get('state') ?? '';
    if (this.isDeclining) {
      back.search = new URLSearchParams({ error: 'access_denied', state, iss: origin }).toString();
      return new Response(null, { status: 302, headers: { location: back.href } });
    }
    const code = token();
    this.#codes.set(code, { challenge, redirectUri, clientId, resource });
    back.search = new URLSearchParams({ code, state, iss: origin }).toString();
    return new Response(null, { status: 302, headers: { location: back.href } });
  }

  /** The addresses to which a client may be sent back. */
  async #redirectsOf(clientId: string): Promise<readonly unknown[]> {
    const registered = this.clients.get(clientId);
    if (registered !== undefined || this.#readClient === undefined) return registered ?? [];
    const { client_id, redirect_uris } = await this.#readClient(clientId);
    return client_id === clientId && Array.isArray(redirect_uris) ? redirect_uris : [];
  }

  #token(form: URLSearchParams): Response {
    return form.get('grant_type') === 'refresh_token' ? this.#renew(form) : this.#redeem(form);
  }

  #redeem(form: URLSearchParams): Response {
    const code = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    if (code === undefined) return this.#refuse('invalid_grant', 'the code is unknown, or was used before');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (proof !== code.challenge) return this.#refuse('invalid_grant', 'the verifier does not fit the challenge');
    if (form.get('redirect_uri') !== code.redirectUri) return this.#refuse('invalid_grant', 'another redirect_uri');
    if (form.get('client_id') !== code.clientId) return this.#refuse('invalid_client', 'another client');
    if (form.get('resource') !== code.resource) return this.#refuse('invalid_target', 'another resource');
    return this.#give(code.resource, code.clientId);
  }

  #renew(form: URLSearchParams): Response {
    this.refreshes += 1;
    if (this.isDown) return new Response('down', { status: 503 });
    const key = form.get('refresh_token') ?? '';
    const [owner, resource = ''] = this.refresh.get(key)?.split(' ') ?? [];
    this.refresh.delete(key);
    if (owner === undefined || owner !== form.get('client_id'))
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    if (form.get('resource') !== resource) return this.#refuse('invalid_target', 'a refresh without its resource');
    return this.#give(resource, owner);
  }

  #give(resource: string, clientId: string): Response {
    const [access_token, refresh_token] = [token(), token()];
    this.access.set(access_token, resource);
    this.refresh.set(refresh_token, `${clientId} ${resource}`);
    const told = { token_type: 'Bearer', expires_in: this.#expiresIn, scope: 'mcp' };
    return Response.json({ access_token, refresh_token, ...told });
  }

  #refuse(error: string, why: string): Response {
    this.faults.push(why);
    return Response.json({ error, error_description: why }, { status: 400 });
  }
}

/** Starts the sample server behind an authorization server. */
export async function startOauthTwin(options: OauthTwinOptions = {}): Promise<OauthTwin> {
  const authority = new AuthorizationServer(options);
  const server = await startMcpServer({
    setUp: () => createSampleServer(),
    intercept: (request) => authority.answer(request),
  });
  return {
    ...server,
    faults: authority.faults,
    registrations: () => authority.clients.size,
    refreshes: () => authority.refreshes,
    async signIn(authorizeUrl) {
      const { headers } = await fetch(authorizeUrl, { redirect: 'manual' });
      const query = new URL(headers.get('location') ?? 'http://none/').searchParams;
      return { state: query.get('state') ?? '', code: query.get('code') ?? '', iss: query.get('iss') ?? '' };
    },
    expireAccess: () => authority.access.clear(),
    revokeAll: () => authority.refresh.clear(),
    setDown: (isDown) => {
      authority.isDown = isDown;
    },
    setDeclining: (isDeclining) => {
      authority.isDeclining = isDeclining;
    },
  };
}

const token = (): string => randomBytes(16).toString('hex');

function describe(issuer: string, readsClients: boolean) {
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
    ...(readsClients ? { client_id_metadata_document_supported: true } : {}),
  };
}
