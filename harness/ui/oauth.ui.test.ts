import { afterAll, expect, it } from 'vitest';
import { findFreePorts } from '../dev/free-ports.ts';
import { startOpenIdProvider } from '../e2e/local-openid-provider.ts';
import { ACCOUNTS_ENV } from './sign-in.ts';
import { useUi } from './use-ui.ts';

const CLIENT = { clientId: 'everruns', clientSecret: 'secret-of-the-test' };
const [uiPort = 0] = await findFreePorts(1);
const baseUrl = `http://127.0.0.1:${uiPort}`;
let next = 'nina@openid.example';
const google = await startOpenIdProvider({
  ...CLIENT,
  redirectUri: `${baseUrl}/v1/auth/callback/google`,
  accounts: [
    { email: 'nina@openid.example', email_verified: true },
    { email: 'loose@openid.example', email_verified: false },
  ],
  next: () => next,
});
afterAll(() => google[Symbol.asyncDispose]());
const world = useUi({
  uiPort,
  env: {
    ...ACCOUNTS_ENV,
    AUTH_BASE_URL: baseUrl,
    AUTH_GOOGLE_CLIENT_ID: CLIENT.clientId,
    AUTH_GOOGLE_CLIENT_SECRET: CLIENT.clientSecret,
    AUTH_GOOGLE_ISSUER: google.issuer,
  },
});

it('the login page offers what the server does; Google signs in and leads back to where one wanted to go', async () => {
  next = 'nina@openid.example';
  const page = await world.visit('/sessions?status=idle');
  await page.waitForURL('**/login?next=*');
  await page.getByRole('link', { name: 'Continue with Google' }).waitFor();
  expect(await page.getByRole('link', { name: /^Continue with/ }).count()).toBe(1);
  await page.getByRole('link', { name: 'Continue with Google' }).click();
  await page.waitForURL('**/sessions?status=idle');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
});

it('whom Google has not verified is told so, and may sign in otherwise', async () => {
  next = 'loose@openid.example';
  const page = await world.visit('/login');
  await page.getByRole('link', { name: 'Continue with Google' }).click();
  await page.waitForURL('**/login?error=email_unverified');
  await page.getByRole('alert').getByText('has not verified your e-mail').waitFor();
  await page.getByLabel('Password').waitFor();
});
