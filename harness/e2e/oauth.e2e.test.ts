import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { startStack, type Stack } from '../dev/stack.ts';
import { Browser } from './browser.ts';
import { startLocalGithub, type GithubAccount, type LocalGithub } from './local-github.ts';
import { startOpenIdProvider, type LocalOpenIdProvider } from './local-openid-provider.ts';
import { ADMIN, FULL_AUTH } from './two-organizations.ts';

/** The URL at which browsers reach the product; the test replaces its port with the replica's. */
const BASE_URL = 'http://localhost:9999';
const CLIENT = { clientId: 'everruns', clientSecret: 'canary-client-secret' };
const ACCOUNTS = [
  { email: 'new@openid.example', email_verified: true },
  { email: 'loose@openid.example', email_verified: false },
  { email: ADMIN.email, email_verified: true },
  { email: 'squatted@openid.example', email_verified: true },
];

let stack: Stack;
let google: LocalOpenIdProvider;
let github: LocalGithub;
let googleNext: string;
let githubNext: GithubAccount;
beforeAll(async () => {
  const redirectUri = `${BASE_URL}/v1/auth/callback/google`;
  google = await startOpenIdProvider({ ...CLIENT, redirectUri, accounts: ACCOUNTS, next: () => googleNext });
  github = await startLocalGithub(CLIENT.clientSecret, () => githubNext);
  stack = await startStack({
    runner: 'local',
    env: {
      ...FULL_AUTH,
      AUTH_BASE_URL: BASE_URL,
      AUTH_GOOGLE_CLIENT_ID: CLIENT.clientId,
      AUTH_GOOGLE_CLIENT_SECRET: CLIENT.clientSecret,
      AUTH_GOOGLE_ISSUER: google.issuer,
      AUTH_GITHUB_CLIENT_ID: CLIENT.clientId,
      AUTH_GITHUB_CLIENT_SECRET: CLIENT.clientSecret,
      AUTH_GITHUB_URL: github.url,
      AUTH_GITHUB_API_URL: github.url,
    },
  });
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await google[Symbol.asyncDispose]();
  await github[Symbol.asyncDispose]();
});

const openBrowser = () => new Browser(BASE_URL, () => stack.urls[0] ?? '');

const start = (provider: string, returnTo = '/agents') =>
  `${BASE_URL}/v1/auth/oauth/${provider}?return_to=${encodeURIComponent(returnTo)}`;
const isCallback = (url: string) => url.startsWith(`${BASE_URL}/v1/auth/callback/`);

describe('signing in with Google, against a real OpenID provider', () => {
  it('makes an account, signs in, and comes back to where the person was', async () => {
    googleNext = 'new@openid.example';
    const browser = openBrowser();
    expect(await browser.follow(start('google', '/sessions?tab=chat'))).toBe(`${BASE_URL}/sessions?tab=chat`);
    const me = await browser.me();
    expect(me).toMatchObject({ role: 'owner', user: { email: 'new@openid.example', email_verified: true } });
    const again = openBrowser();
    await again.follow(start('google'));
    expect((await again.me())?.user?.id).toBe(me?.user?.id);
  });

  it('signs in to an account of the same e-mail where both sides have verified it', async () => {
    googleNext = ADMIN.email;
    const browser = openBrowser();
    await browser.follow(start('google'));
    expect(await browser.me()).toMatchObject({ organization: { name: 'default' }, user: { email: ADMIN.email } });
  });

  it('links no account whose e-mail nobody has verified here: who registered it may not be them', async () => {
    const account = { email: 'squatted@openid.example', password: 'staple staple' };
    await new ApiClient(stack.urls).json('POST', '/v1/auth/register', { body: account });
    googleNext = account.email;
    const browser = openBrowser();
    expect(await browser.follow(start('google'))).toBe(`${BASE_URL}/login?error=account_exists`);
    expect(await browser.me()).toBeNull();
  });

  it('takes nobody whose e-mail the provider has not verified', async () => {
    googleNext = 'loose@openid.example';
    expect(await openBrowser().follow(start('google'))).toBe(`${BASE_URL}/login?error=email_unverified`);
  });

  it('refuses an answer that another browser began, and one that is used again', async () => {
    googleNext = 'new@openid.example';
    const [victim, attacker] = [openBrowser(), openBrowser()];
    const callback = await attacker.follow(start('google'), isCallback);
    expect(await victim.follow(callback)).toBe(`${BASE_URL}/login?error=oauth_failed`);
    expect(await victim.me()).toBeNull();
    await victim.follow(start('google'), isCallback);
    expect(await victim.follow(callback)).toBe(`${BASE_URL}/login?error=oauth_failed`);
    expect(await attacker.follow(callback)).toBe(`${BASE_URL}/agents`);
    expect(await attacker.follow(callback)).toBe(`${BASE_URL}/login?error=oauth_failed`);
  });

  it('sends nobody to another site afterwards', async () => {
    const browser = openBrowser();
    for (const returnTo of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      expect([returnTo, (await browser.get(start('google', returnTo))).status]).toEqual([returnTo, 400]);
    }
  });
});

describe('signing in with GitHub', () => {
  it('goes by its number and its verified e-mail, not by its changeable login', async () => {
    const emails = [{ email: 'octo@github.example', primary: true, verified: true }];
    githubNext = { id: 7, login: 'octo', emails };
    const first = openBrowser();
    expect(await first.follow(start('github'))).toBe(`${BASE_URL}/agents`);
    githubNext = {
      id: 7,
      login: 'renamed',
      emails: [{ email: 'moved@github.example', primary: true, verified: true }],
    };
    const second = openBrowser();
    await second.follow(start('github'));
    expect((await second.me())?.user?.id).toBe((await first.me())?.user?.id);
    githubNext = {
      id: 8,
      login: 'octo',
      emails: [{ ...emails[0], email: 'x@github.example', primary: true, verified: false }],
    };
    expect(await openBrowser().follow(start('github'))).toBe(`${BASE_URL}/login?error=email_unverified`);
  });
});

it('the login page is told what is on, and no client secret shows anywhere', async () => {
  const config = await (await fetch(`${stack.urls[0]}/v1/auth/config`)).json();
  expect(config).toMatchObject({ oauth_providers: ['google', 'github'] });
  expect(stack.controlPlanes[0]?.output()).not.toContain(CLIENT.clientSecret);
});
