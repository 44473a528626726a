import { loadSdk, type Sdk } from '../load-sdk.ts';
import { LoginFailure, toLoginFailure } from './login-failure.ts';
import { Login, PendingLogin, type Discovery, type OauthClient } from './login-types.ts';

export interface BeginLogin {
  serverUrl: string;
  /** Where the authorization server sends the person back. */
  redirectUri: string;
  /** Random and single-use; comes back with the answer. */
  state: string;
  fetch: typeof fetch;
  /** What the server said when it refused a request. */
  challenge?: { resourceMetadataUrl?: string | undefined; scope?: string | undefined } | undefined;
  /** Scopes that are asked for beside those that the server wants. */
  scopes?: readonly string[] | undefined;
  /** Where this platform says who it is (a client metadata document); only with https. */
  clientMetadataUrl?: string | undefined;
  /** The client to be used with an authorization server, if there is one. It is registered otherwise. */
  findClient: (issuer: string) => OauthClient | undefined;
  /** Whether the page of the authorization server may be on loopback without TLS. */
  allowsLoopback: boolean;
}

export interface BegunLogin {
  /** The page on which the person signs in. */
  authorizeUrl: string;
  pending: PendingLogin;
  /** A client that was registered on the way, to be used again. */
  registered: OauthClient | null;
}

const MAX_URL = 8_192;
const MAX_STORED = 65_536;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

type Provider = Parameters<Sdk['auth']>[0];

/**
 * Finds out where one signs in for a server and makes the link for it, with PKCE and the resource indicator, registering a client if need be.
 * Throws `LoginFailure`.
 */
export async function beginLogin(input: BeginLogin): Promise<BegunLogin> {
  const sdk = await loadSdk();
  const { serverUrl, challenge, scopes = [] } = input;
  const seen: Seen = { discovery: null, client: null, registered: null, verifier: '', authorizeUrl: null };
  const scope = [...new Set([...(challenge?.scope?.split(' ') ?? []), ...scopes])].join(' ');
  const url = challenge?.resourceMetadataUrl;
  await attempt(sdk, () =>
    sdk.auth(createProvider(input, seen), {
      serverUrl,
      fetchFn: toAuthFetch(input.fetch),
      forceReauthorization: true,
      ...(scope === '' ? {} : { scope }),
      ...(url === undefined ? {} : { resourceMetadataUrl: new URL(url) }),
    }),
  );
  const { authorizeUrl, discovery, client } = seen;
  if (authorizeUrl === null || discovery === null || client === null)
    throw new LoginFailure('refused', 'The authorization server offers no page to sign in on.');
  assertSafePage(authorizeUrl, input.allowsLoopback);
  const asked = authorizeUrl.searchParams.get('scope');
  const pending = {
    server_url: serverUrl,
    redirect_uri: input.redirectUri,
    code_verifier: seen.verifier,
    ...(asked === null ? {} : { scope: asked }),
    discovery,
    client,
  };
  return {
    authorizeUrl: authorizeUrl.href,
    pending: bounded(PendingLogin.parse(pending)),
    registered: seen.registered,
  };
}

/**
 * Redeems the code with which the authorization server has sent the person back. `iss` is the parameter of the same name. Throws
 * `LoginFailure`.
 */
export async function finishLogin(input: {
  pending: PendingLogin;
  code: string;
  iss?: string | undefined;
  fetch: typeof fetch;
}): Promise<Login> {
  const sdk = await loadSdk();
  const { pending, code, iss } = input;
  let login: Login | null = null;
  const provider: Provider = {
    ...toIdentity(pending.redirect_uri),
    clientInformation: () => pending.client,
    codeVerifier: () => pending.code_verifier,
    discoveryState: () => pending.discovery as never,
    saveDiscoveryState: () => undefined,
    saveCodeVerifier: () => undefined,
    redirectToAuthorization: () => {
      throw new LoginFailure('refused', 'The authorization server did not accept the code.');
    },
    tokens: () => undefined,
    saveTokens: (tokens) => {
      login = toLogin(pending, tokens);
    },
  };
  await attempt(sdk, () =>
    sdk.auth(provider, {
      serverUrl: pending.server_url,
      authorizationCode: code,
      fetchFn: toAuthFetch(input.fetch),
      ...(iss === undefined ? {} : { iss }),
    }),
  );
  if (login === null) throw new LoginFailure('refused', 'The authorization server gave no token.');
  return bounded(login);
}

interface Seen {
  discovery: Discovery | null;
  client: OauthClient | null;
  registered: OauthClient | null;
  verifier: string;
  authorizeUrl: URL | null;
}

/** Gives the SDK what it asks for, and takes down what it finds. */
function createProvider(input: BeginLogin, seen: Seen): Provider {
  const { clientMetadataUrl, findClient } = input;
  return {
    ...toIdentity(input.redirectUri),
    ...(clientMetadataUrl?.startsWith('https:') === true ? { clientMetadataUrl } : {}),
    state: () => input.state,
    clientInformation: (context) => {
      const found = context === undefined ? undefined : findClient(context.issuer);
      if (found === undefined) return undefined;
      seen.client = { ...found, issuer: found.issuer ?? context?.issuer };
      return seen.client;
    },
    saveClientInformation: (client) => {
      seen.client = client;
      if (client.client_id !== clientMetadataUrl) seen.registered = seen.client;
    },
    tokens: () => undefined,
    saveTokens: () => undefined,
    saveCodeVerifier: (verifier) => {
      seen.verifier = verifier;
    },
    codeVerifier: () => seen.verifier,
    saveDiscoveryState: (discovery) => {
      seen.discovery = discovery as unknown as Discovery;
    },
    redirectToAuthorization: (url) => {
      seen.authorizeUrl = url;
    },
  };
}

/** How the platform describes itself to authorization servers. */
export function describeClient(redirectUris: readonly string[]) {
  return {
    client_name: 'Everruns',
    redirect_uris: [...redirectUris],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
}

function toIdentity(redirectUri: string): Pick<Provider, 'redirectUrl' | 'clientMetadata'> {
  return { redirectUrl: redirectUri, clientMetadata: describeClient([redirectUri]) };
}

/**
 * Requests that carry a code, a token or a secret follow no redirect. The SDK asks whether an answer is a `Response` of this global, which a server
 * in the same process may have replaced after `fetch` was made.
 */
export function toAuthFetch(send: typeof fetch) {
  return async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const isRead = init.method === undefined || init.method === 'GET';
    const answer = await send(url, isRead ? init : { ...init, redirect: 'error' });
    if (answer instanceof Response) return answer;
    const { status, headers } = answer as Response;
    const text = await (answer as Response).text();
    return new Response(text === '' ? null : text, { status, headers });
  };
}

interface NewTokens {
  access_token: string;
  refresh_token?: string | undefined;
  scope?: string | undefined;
  expires_in?: number | undefined;
}

/** The login after an answer with new tokens. A refresh token that is not replaced stays. */
export function toLogin(
  before: Pick<Login, 'server_url' | 'discovery' | 'client'> & { scope?: string | undefined; tokens?: Login['tokens'] },
  { access_token, refresh_token, scope, expires_in }: NewTokens,
): Login {
  const { server_url, discovery, client } = before;
  const kept = refresh_token ?? before.tokens?.refresh_token;
  const granted = (scope ?? before.scope ?? '').split(' ').filter((one) => one !== '');
  const parsed = Login.safeParse({
    server_url,
    discovery,
    client,
    tokens: { access_token, ...(kept === undefined ? {} : { refresh_token: kept }) },
    scopes: granted.slice(0, 100).map((one) => one.slice(0, 256)),
    issuer: issuerOf(discovery),
    ...(expires_in !== undefined && expires_in > 0 ? { expires_in } : {}),
  });
  if (!parsed.success) throw new LoginFailure('refused', 'The tokens of the authorization server cannot be used.');
  return parsed.data;
}

function issuerOf({ authorizationServerMetadata, authorizationServerUrl }: Discovery): string {
  return (authorizationServerMetadata?.issuer ?? authorizationServerUrl).slice(0, 2_048);
}

/** The link is opened in a browser: it must lead to a page, with TLS, and nowhere else. */
function assertSafePage(url: URL, allowsLoopback: boolean): void {
  const isSafe =
    url.protocol === 'https:' || (url.protocol === 'http:' && allowsLoopback && LOOPBACK.test(url.hostname));
  if (isSafe && url.href.length <= MAX_URL && url.username === '' && url.password === '') return;
  throw new LoginFailure(
    'refused',
    'The page on which one would sign in is not served with TLS, or its address is not valid.',
  );
}

function bounded<Value>(value: Value): Value {
  if (JSON.stringify(value).length <= MAX_STORED) return value;
  throw new LoginFailure('refused', 'What the authorization server says of itself is too long.');
}

/** Runs work of the SDK, whose errors become `LoginFailure`. */
export async function attempt<Value>(sdk: Sdk, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw toLoginFailure(sdk, error);
  }
}
