import { expect, it } from 'vitest';
import { ApiClient } from '../dev/api-client.ts';
import { ACCOUNTS_ENV, ADMIN, signIn } from './sign-in.ts';
import { useUi } from './use-ui.ts';

const world = useUi({ env: ACCOUNTS_ENV });

it('a page asks for a login and opens after it; a wrong password says so; signing out ends it', async () => {
  const page = await world.visit('/agents');
  await page.waitForURL('**/login?next=*');
  await signIn(page, { ...ADMIN, password: 'wrong password' });
  await page.getByText('E-mail or password is wrong.').waitFor();
  await page.getByText(/^Who forgot their password asks the operator/).waitFor();
  await signIn(page);
  await page.waitForURL('**/agents');
  await page.getByRole('heading', { name: 'Agents' }).waitFor();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/login');
  await page.goto(world.url('/agents'));
  await page.waitForURL('**/login?next=*');
});

it('a login that ends in mid-session is made anew, and the draft is still there', async () => {
  const page = await world.visit('/agents/new');
  await page.waitForURL('**/login?next=*');
  await signIn(page);
  await page.getByLabel('Name', { exact: true }).fill('Clerk');
  await page.getByRole('button', { name: 'Create agent' }).click();
  await page.getByRole('button', { name: 'New session' }).click();
  await page.waitForURL('**/sessions/*');
  const address = page.url();
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('half a thought');
  // Another tab ends the same login, which also ends the stream of this page.
  await page.evaluate("fetch('/v1/auth/logout', { method: 'POST' })");
  await page.waitForURL('**/login?next=*');
  await signIn(page);
  await page.waitForURL((url) => url.href.startsWith(address));
  expect(await page.getByRole('textbox', { name: 'Message', exact: true }).inputValue()).toBe('half a thought');
});

it('an invitation says who invites whom to what, and a used one says so before anything is typed', async () => {
  const page = await world.visit('/settings/members');
  await page.waitForURL('**/login?next=*');
  await signIn(page);
  await page.getByLabel('E-mail to invite').fill('grace@everruns.test');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const told = await page.getByText('Send them this link').innerText();
  const link = new URL(/https?:\S+/.exec(told)?.[0] ?? '');
  const guest = await world.visit(link.pathname + link.search);
  await guest
    .getByText(/ invites you to join .*with the role member\. The invitation is for grace@everruns\.test\.$/)
    .waitFor();
  const email = guest.getByLabel('E-mail');
  expect([await email.inputValue(), await email.isEditable()]).toEqual(['grace@everruns.test', false]);
  await guest.getByLabel('Name').fill('Grace');
  await guest.getByLabel('Password').fill('another long password');
  await guest.getByRole('button', { name: 'Create the account' }).click();
  await guest.waitForURL('**/dashboard');
  const late = await world.visit(link.pathname + link.search);
  await late
    .getByRole('alert')
    .getByText(/it was used, has expired or was taken back/)
    .waitFor();
  expect(await late.getByRole('button', { name: 'Create the account' }).getAttribute('aria-disabled')).toBe('true');
});

it('keys are shown once, an invited viewer reads and may not write', async () => {
  const page = await world.visit('/settings/api-keys');
  await page.waitForURL('**/login?next=*');
  await signIn(page);
  await page.getByLabel('Name of the key').fill('ci');
  await page.getByRole('button', { name: 'Create a key' }).click();
  await page.getByText('Copy it now').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Delete ci' }).waitFor();
  expect(await page.getByText('Copy it now').count()).toBe(0);
  await page.goto(world.url('/settings/members'));
  await page.getByLabel('E-mail to invite').fill('viewer@everruns.test');
  await page.getByLabel('Role of the invited').selectOption('viewer');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const told = await page.getByText('Send them this link').innerText();
  const [link = ''] = /https?:\S+/.exec(told) ?? [];

  const guest = await world.visit(new URL(link).pathname + new URL(link).search);
  await guest.getByLabel('Name').fill('Vera');
  await guest.getByLabel('Password').fill('another long password');
  await guest.getByRole('button', { name: 'Create the account' }).click();
  await guest.waitForURL('**/dashboard');
  await guest.getByText(/· viewer/).waitFor();
  await guest.goto(world.url('/agents'));
  await guest.getByRole('link', { name: 'Clerk' }).waitFor();
  expect(await guest.getByRole('link', { name: 'New agent' }).count()).toBe(0);
  await guest.goto(world.url('/sessions'));
  await guest.locator('a[href^="/sessions/"]').first().click();
  await guest.getByText('You may read this session').waitFor();
  await guest.getByRole('button', { name: /^Account of/ }).click();
  await guest.getByRole('menuitem', { name: 'Vera’s organization' }).click();
  await guest.getByText(/· owner/).waitFor();
});

it('one changes one’s own password: the old one must be right, and is none afterwards', async () => {
  const otto = { email: 'otto@everruns.test', password: 'a password to be left' };
  const page = await world.visit('/register?next=%2Fsettings%2Fpassword');
  await page.getByLabel('Name').fill('Otto');
  await page.getByLabel('E-mail').fill(otto.email);
  await page.getByLabel('Password').fill(otto.password);
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.waitForURL('**/settings/password');
  await page.getByLabel('Current password').fill('not the password');
  await page.getByLabel('New password').fill('a password to be kept');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('This is not the current password.').waitFor();
  await page.getByLabel('Current password').fill(otto.password);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('The password is changed.').waitFor();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/login');
  await signIn(page, otto);
  await page.getByText('E-mail or password is wrong.').waitFor();
  await signIn(page, { ...otto, password: 'a password to be kept' });
  await page.waitForURL('**/dashboard');
});

it('a person signs a program in: the page says what asks and from where, and refuses a code that is unknown', async () => {
  const api = new ApiClient([world.stack.urls[0] ?? '']);
  const begin = () =>
    api.json<{ device_code: string; user_code: string }>('POST', '/v1/auth/device', {
      body: { client_name: 'everruns on laptop' },
    });
  const ask = (device_code: string) =>
    api.json<{ status: string; login?: object }>('POST', '/v1/auth/device/token', { body: { device_code } });
  const [begun, other] = [await begin(), await begin()];
  const page = await world.visit('/device');
  await page.waitForURL('**/login?next=*');
  await signIn(page);
  await page.waitForURL('**/device');
  await page.getByLabel('Code').fill('BBBB-BBBB');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('There is no such code').waitFor();
  await page.getByLabel('Code').fill(begun.user_code.toLowerCase());
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('“everruns on laptop”').waitFor();
  await page.getByText('127.0.0.1, the network of this browser').waitFor();
  await page.getByText('Approve only if you started this login yourself').waitFor();
  await page.getByText(ADMIN.email).waitFor();
  expect((await ask(begun.device_code)).status).toBe('pending');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('The program is signed in.').waitFor();
  expect(await ask(begun.device_code)).toMatchObject({ status: 'approved', login: { user: { email: ADMIN.email } } });
  await page.reload();
  await page.getByLabel('Code').fill(other.user_code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Deny' }).click();
  await page.getByText('The program was refused.').waitFor();
  expect((await ask(other.device_code)).status).toBe('denied');
});
