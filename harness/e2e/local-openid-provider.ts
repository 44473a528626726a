import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { omitUndefined } from '@everruns/kernel';
import { Provider, type Configuration } from 'oidc-provider';

export interface LocalOpenIdProvider extends AsyncDisposable {
  issuer: string;
}

/** An account at the provider, whose subject is the e-mail address. */
export interface OpenIdAccount {
  email: string;
  email_verified: boolean;
}

/**
 * Starts a real OpenID provider over HTTP. It logs in, without asking, the account in the query parameter `login_as` of
 * its login page.
 */
export async function startOpenIdProvider(options: {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  accounts: readonly OpenIdAccount[];
  /** Returns the account that logs in next. */
  next: () => string;
}): Promise<LocalOpenIdProvider> {
  const { clientId, clientSecret, redirectUri, accounts, next } = options;
  const server = createServer();
  const issuer = await listen(server);
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => {
      const found = accounts.find(({ email }) => email === id);
      return found === undefined
        ? undefined
        : { accountId: id, claims: async () => ({ sub: id, name: 'Somebody', ...found }) };
    },
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({
        ...(client === undefined ? {} : { clientId: client.clientId }),
        ...omitUndefined({ accountId: session?.accountId }),
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  } satisfies Configuration);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: next(), remember: false } });
  });
  return {
    issuer,
    [Symbol.asyncDispose]: () => close(server),
  };
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
