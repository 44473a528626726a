import { expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { DESK, examine, examineHere, PHONE, settle } from './examine.ts';
import { ACCOUNTS_ENV, ADMIN, signIn } from './sign-in.ts';
import { useUi } from './use-ui.ts';

const world = useUi({ env: ACCOUNTS_ENV });
const PAGES = [
  'dashboard',
  ...['api-keys', 'password', 'members', 'organization', 'audit-log'].map((name) => `settings/${name}`),
];

it('the pages of accounts fit, are free of serious faults, and have their pictures taken', async () => {
  const page = await world.visit('/login', { viewport: PHONE });
  await signIn(page, { ...ADMIN, password: 'wrong password' });
  await page.getByText('E-mail or password is wrong.').waitFor();
  const faults = await examine(page, 'login-refused');
  await signIn(page);
  await page.waitForURL('**/dashboard');
  await page.goto(world.url('/settings/api-keys'));
  await page.getByLabel('Name of the key').fill('build');
  await page.getByRole('button', { name: 'Create a key' }).click();
  await page.getByText('Copy it now').waitFor();
  faults.push(...(await examine(page, 'accounts-new-key')));
  await page.goto(world.url('/settings/members'));
  await page.getByLabel('E-mail to invite').fill('guest@everruns.test');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByText('Send them this link').waitFor();
  faults.push(...(await examine(page, 'accounts-invited')));
  await page.goto(world.url('/device'));
  faults.push(...(await examine(page, 'accounts-device')));
  const { user_code } = await new ApiClient([world.stack.urls[0] ?? '']).json<{ user_code: string }>(
    'POST',
    '/v1/auth/device',
    { body: { client_name: 'everruns on a-machine-with-quite-a-long-name.internal.example' } },
  );
  await page.getByLabel('Code').fill(user_code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  faults.push(...(await examine(page, 'accounts-device-decision')));
  for (const address of PAGES) {
    await page.goto(world.url(`/${address}`));
    await settle(page);
    faults.push(...(await examine(page, `accounts-${address.replace('settings/', '')}`)));
  }
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size);
    if (size === PHONE) await page.getByRole('button', { name: 'Open navigation' }).click();
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menu').waitFor();
    faults.push(...(await examineHere(page, 'over-account-menu')));
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
  expect(faults).toEqual([]);
}, 120_000);

/** The first words of controls that change something. */
const WRITES =
  /^(add|archive|create|copy$|delete|disable|edit|enable|import|invite|make|move|new|remove|rename|save|send|try again|upload)/i;

it('a viewer reads every page, and on none of them is there anything that writes', async () => {
  const admin = await signInByApi(ADMIN);
  const agent = await admin.createAgent({ name: 'Clerk', capabilities: ['session_file_system'] });
  const session = await admin.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agent.id } });
  await admin.post(session.id, '[[sim:error 400]]', { wait: 60 });
  await admin.json('POST', `/v1/sessions/${session.id}/fs/notes.md`, { body: { content: 'x', encoding: 'text' } });
  const me = await admin.json<{ organization: { id: string } }>('GET', '/v1/auth/me');
  const { token } = await admin.json<{ token: string }>('POST', `/v1/orgs/${me.organization.id}/invitations`, {
    body: { email: 'vera@everruns.test', role: 'viewer' },
  });
  const page = await world.visit(`/register?invitation=${encodeURIComponent(token)}`);
  await page.getByLabel('Name').fill('Vera');
  await page.getByLabel('Password').fill('another long password');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.waitForURL('**/dashboard');
  const lens = (name: string): string => `/sessions/${session.id}?tab=${name}`;
  const pages = [
    '/dashboard',
    '/agents',
    '/agents/new',
    `/agents/${agent.id}`,
    '/sessions',
    ...['chat', 'timeline', 'events', 'context'].map(lens),
    `${lens('files')}&file=/notes.md`,
    '/capabilities',
    '/capabilities/math',
    '/playground',
    '/devices',
    '/settings/providers',
    '/settings/models',
    '/settings/secrets',
    '/settings/members',
    '/settings/organization',
    '/settings/limits',
    '/settings/mcp-servers',
    '/settings/audit-log',
  ];
  const writing: string[] = [];
  for (const address of pages) {
    await page.goto(world.url(address));
    await settle(page);
    const names = await page
      .locator('main button:not([aria-disabled=true]):not(:disabled), main a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent.trim()));
    writing.push(...names.filter((name) => WRITES.test(name)).map((name) => `${address}: ${name}`));
    expect(await page.getByText(/forbidden|may not/i).count()).toBe(0);
  }
  expect(writing).toEqual([]);
});

it('a session is begun for oneself alone from every place, and a secret belongs to a subject', async () => {
  const admin = await signInByApi(ADMIN);
  const agent = await admin.createAgent({ name: 'Confidant' });
  const page = await world.visit('/login');
  await signIn(page);
  await page.waitForURL('**/dashboard');
  const me = await admin.json<{ user: { id: string } }>('GET', '/v1/auth/me');
  const subjectOfPage = async () => {
    await page.waitForURL(/\/sessions\/[0-9a-f-]{36}$/);
    const { subject } = await admin.json<{ subject: string }>('GET', `/v1/sessions/${page.url().split('/').at(-1)}`);
    return subject;
  };
  await page.goto(world.url(`/agents/${agent.id}`));
  await page.getByLabel('Only me').check();
  await page.getByRole('button', { name: 'New session' }).click();
  expect(await subjectOfPage()).toBe(`user:${me.user.id}`);
  await page.goto(world.url('/agents'));
  await page.getByLabel('Only me').check();
  await page.getByRole('listitem').filter({ hasText: 'Confidant' }).getByRole('button', { name: 'Chat' }).click();
  expect(await subjectOfPage()).toBe(`user:${me.user.id}`);
  await page.goto(world.url('/settings/secrets'));
  await page.getByLabel('Name of the secret').fill('shop_token');
  await page.getByLabel('Value of the secret').fill('value-0123456789');
  await page.getByLabel('Hosts of the secret').fill('api.example.com');
  await page.getByLabel('For', { exact: true }).selectOption('for the sessions of a subject');
  await page.getByLabel('Subject', { exact: true }).fill('app:customer-7');
  await page.getByRole('button', { name: 'Set the secret' }).click();
  await page.getByRole('listitem').filter({ hasText: 'shop_token' }).getByText('app:customer-7').waitFor();
  expect(await examine(page, 'accounts-secrets')).toEqual([]);
});

async function signInByApi({ email, password }: typeof ADMIN): Promise<ApiClient> {
  const url = world.stack.urls[0] ?? '';
  const { tokens } = await new ApiClient([url]).json<{ tokens: { access_token: string } }>('POST', '/v1/auth/login', {
    body: { email, password, grant: 'tokens' },
  });
  return new ApiClient([url], { authorization: `Bearer ${tokens.access_token}` });
}
