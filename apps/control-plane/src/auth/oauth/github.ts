import { Configuration, customFetch, fetchProtectedResource, type CustomFetch } from 'openid-client';
import { z } from 'zod';
import type { OauthClientSettings } from '../../config/auth.ts';
import { allowHttpOf, type OauthDialect } from './oauth-client.ts';

const GithubUser = z.object({ id: z.int(), login: z.string(), name: z.string().nullish() });
const GithubEmails = z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }));

/** GitHub uses OAuth 2 without discovery and without ID tokens, so its API says who somebody is. */
export function createGithubDialect(settings: OauthClientSettings, fetch: CustomFetch): OauthDialect {
  const { clientId, clientSecret, url, apiUrl } = settings;
  return {
    provider: 'github',
    scope: 'read:user user:email',
    isOpenId: false,
    async configure() {
      const server = {
        issuer: url,
        authorization_endpoint: `${url}/login/oauth/authorize`,
        token_endpoint: `${url}/login/oauth/access_token`,
      };
      const configuration = new Configuration(server, clientId, clientSecret);
      configuration[customFetch] = fetch;
      allowHttpOf(url, configuration);
      return configuration;
    },
    async identify(configuration, { access_token }) {
      const read = async (path: string): Promise<unknown> => {
        const headers = new Headers({ accept: 'application/vnd.github+json', 'user-agent': 'everruns' });
        const target = new URL(`${apiUrl}${path}`);
        return (await fetchProtectedResource(configuration, access_token, target, 'GET', null, headers)).json();
      };
      const user = GithubUser.parse(await read('/user'));
      const emails = GithubEmails.parse(await read('/user/emails'));
      const primary = emails.find((each) => each.primary);
      return {
        provider: 'github',
        subject: String(user.id),
        email: primary?.email ?? null,
        isEmailVerified: primary?.verified ?? false,
        name: user.name ?? user.login,
      };
    },
  };
}
