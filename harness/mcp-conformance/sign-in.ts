import { beginLogin, finishLogin, McpFailure, refreshLogin, type Login, type OauthClient } from '@everruns/mcp';

/** Where the suite's authorization servers send the browser back. Nothing listens there. */
const REDIRECT = 'http://127.0.0.1:9/callback';
/** A client metadata document whose address the suite knows. */
const METADATA = 'https://conformance-test.local/client-metadata.json';
const MAX_LOGINS = 3;

/** Signs in as a person with a browser would, and again when a server asks for more scopes. */
export function createSignIn({
  serverUrl,
  fetch,
  client,
}: {
  serverUrl: string;
  fetch: typeof globalThis.fetch;
  client: OauthClient | undefined;
}) {
  let login: Login | null = null;
  let logins = 0;
  const known = new Map<string, OauthClient>();

  async function signIn({ challenge }: McpFailure): Promise<void> {
    logins += 1;
    const begun = await beginLogin({
      serverUrl,
      redirectUri: REDIRECT,
      state: `state-${logins}`,
      fetch,
      challenge,
      scopes: challenge.needsMoreScope === true ? login?.scopes : undefined,
      clientMetadataUrl: METADATA,
      findClient: (issuer) => client ?? known.get(issuer),
      allowsLoopback: true,
    });
    const { issuer } = begun.pending.client;
    if (begun.registered !== null && issuer !== undefined) known.set(issuer, begun.registered);
    const back = await comeBack(fetch, begun.authorizeUrl, `state-${logins}`);
    login = await finishLogin({ pending: begun.pending, ...back, fetch });
  }

  return {
    /** Sends the requests of the client with the login. */
    fetch: ((url, init) => {
      const headers = new Headers(init?.headers);
      if (login !== null) headers.set('authorization', `Bearer ${login.tokens.access_token}`);
      return fetch(url, { ...init, headers });
    }) satisfies typeof globalThis.fetch,
    /** Names the credential: a new login is a new connection. */
    key: () => String(logins),
    /** Does what needs a login, and signs in when it is refused. */
    async run<Value>(work: () => Promise<Value>): Promise<Value> {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof McpFailure) || error.kind !== 'unauthorized' || logins >= MAX_LOGINS) throw error;
          if (error.challenge.needsMoreScope !== true && login?.tokens.refresh_token !== undefined) {
            login = await refreshLogin({ login, fetch });
            logins += 1;
          } else await signIn(error);
        }
      }
    },
  };
}

/** Follows the link as a browser does, and returns what the authorization server sends back. */
async function comeBack(fetch: typeof globalThis.fetch, authorizeUrl: string, state: string) {
  const answer = await fetch(authorizeUrl, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '', REDIRECT).searchParams;
  if (back.get('state') !== state) throw new Error('The state did not come back.');
  return { code: back.get('code') ?? '', iss: back.get('iss') ?? undefined };
}
