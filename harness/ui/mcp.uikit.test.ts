import { createSampleServer, startMcpServer, startOauthTwin, STDIO_SERVER } from '@everruns/mcp/testing';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { useUi } from './use-ui.ts';

const TIMEOUT_MS = 60_000;
const twin = await startOauthTwin();
const docs = await startMcpServer({ setUp: () => createSampleServer('docs') });
afterAll(async () => {
  await twin[Symbol.asyncDispose]();
  await docs[Symbol.asyncDispose]();
});
const world = useUi({
  env: {
    MCP_STDIO_SERVERS: JSON.stringify({
      mcpServers: { workshop: { command: process.execPath, args: [STDIO_SERVER, 'greets'] } },
    }),
  },
});

let count = 0;
async function register(url: string, auth = 'none'): Promise<{ id: string; name: string }> {
  return world.api.json('POST', '/v1/mcp-servers', { body: { name: `docs${(count += 1)}`, url, auth } });
}

const rowOf = (page: Page, name: string) => page.locator('main').getByRole('listitem').filter({ hasText: name });

it(
  'the row of an operator’s program is checked and looked into, and nobody changes it',
  { timeout: TIMEOUT_MS },
  async () => {
    const page = await world.visit('/settings/mcp-servers');
    const row = rowOf(page, 'workshop');
    await row.getByText('of the operator').waitFor();
    await row.getByText('A program that the operator has configured.').waitFor();
    expect(await row.getByRole('button', { name: /Disable|Delete/ }).count()).toBe(0);
    await row.getByRole('button', { name: 'Check workshop' }).click();
    await page.getByText(/workshop: The server answers, and agents get \d+ of its tools/).waitFor();
    await row.getByText(/^answered/).waitFor();
    await row.getByRole('button', { name: 'Offers of workshop' }).click();
    const dialog = page.getByRole('dialog', { name: 'What workshop offers' });
    await dialog.getByText('workshop__echo', { exact: true }).waitFor();
    expect(await dialog.getByRole('combobox').count()).toBe(0);
    await dialog.getByText('asks first').waitFor();
  },
);

it('what a server offers to be read is shown, and its prompts are tried', { timeout: TIMEOUT_MS }, async () => {
  const { name } = await register(docs.url);
  const page = await world.visit('/settings/mcp-servers');
  await page.getByRole('button', { name: `Offers of ${name}` }).click();
  const dialog = page.getByRole('dialog', { name: `What ${name} offers` });
  await dialog.getByRole('tab', { name: 'Resources' }).click();
  await dialog.getByRole('button', { name: 'Read note' }).click();
  await dialog.getByText('noted', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Read pixel' }).click();
  await dialog.getByRole('img', { name: 'test://pixel' }).waitFor();
  const items = dialog.getByRole('region', { name: 'Addresses to fill in' });
  await items.getByLabel('id').fill('a b');
  await items.getByRole('button', { name: 'Read item' }).click();
  await items.getByText('item a%20b').or(items.getByText('item a b')).waitFor();
  await dialog.getByRole('tab', { name: 'Prompts' }).click();
  await dialog.getByRole('button', { name: 'Try review' }).click();
  await dialog.getByLabel('code').fill('let a = 1;');
  await dialog.getByRole('button', { name: 'Fill in' }).click();
  await dialog.getByText('Review this: let a = 1;').waitFor();
});

it('a person signs in at a server, declines it, and signs out', { timeout: TIMEOUT_MS }, async () => {
  const { name } = await register(twin.url, 'oauth');
  const page = await world.visit('/settings/mcp-servers');
  const row = rowOf(page, name);
  twin.setDeclining(true);
  await row.getByRole('button', { name: `Sign in to ${name}` }).click();
  await page.waitForURL('**/connect?*');
  await page.getByText('You did not sign in.').waitFor();
  await page.getByRole('link', { name: 'Go back' }).click();
  await page.waitForURL('**/settings/mcp-servers');
  expect(await row.getByText(/^signed in for/).count()).toBe(0);
  twin.setDeclining(false);
  await row.getByRole('button', { name: `Sign in to ${name}` }).click();
  await page.waitForURL('**/connect?*');
  await page.getByText('You are signed in.').waitFor();
  await page.getByRole('link', { name: 'Go back' }).click();
  await row.getByText('signed in for everybody').waitFor();
  // What has come back is of no use a second time.
  await page.goBack();
  await page.reload();
  await page.getByRole('alert').waitFor();
  await page.goto(world.url('/settings/mcp-servers'));
  await row.getByRole('button', { name: `Sign out everybody of ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await row.getByText('signed in for everybody').waitFor({ state: 'detached' });
  expect(twin.faults).toEqual([]);
});

it('a call that waits for a login is let go on, or refused, in the chat', { timeout: TIMEOUT_MS }, async () => {
  const { name } = await register(twin.url, 'oauth');
  const agent = { capabilities: [{ ref: 'mcp', config: { servers: [name] } }] };
  const signIn = `[[sim:tool ${name}__sign_in {}]][[sim:next]][[sim:text I went on.]]`;
  const refusing = await world.api.createSession(agent);
  await world.api.post(refusing.id, signIn);
  const page = await world.visit(`/sessions/${refusing.id}`);
  await page.getByRole('button', { name: 'Do not sign in' }).click();
  await page.getByText('I went on.', { exact: true }).waitFor();
  const session = await world.api.createSession(agent);
  await world.api.post(session.id, signIn);
  await page.goto(world.url(`/sessions/${session.id}`));
  await page.getByRole('button', { name: /^Sign in/ }).click();
  await page.waitForURL('**/connect?*');
  await page.getByText('You are signed in.').waitFor();
  await page.getByRole('link', { name: 'Go back' }).click();
  await page.getByText('I went on.', { exact: true }).waitFor();
});

it('a resource goes with a message as a file, and a prompt begins one', { timeout: TIMEOUT_MS }, async () => {
  const { name } = await register(docs.url);
  const session = await world.api.createSession();
  const page = await world.visit(`/sessions/${session.id}`);
  const open = async () => {
    await page.getByRole('button', { name: 'Attach from an MCP server' }).click();
    const dialog = page.getByRole('dialog', { name: 'Attach from an MCP server' });
    await dialog.getByLabel('Server').selectOption({ label: name });
    return dialog;
  };
  await (await open()).getByRole('button', { name: 'Attach note' }).click();
  const attached = page.getByRole('list', { name: 'To send with the message' });
  await attached.getByText('note').waitFor();
  const dialog = await open();
  await dialog.getByRole('tab', { name: 'Prompts' }).click();
  await dialog.getByRole('button', { name: 'Use review' }).click();
  await dialog.getByLabel('code').fill('[[sim:text Looks right.]]');
  await dialog.getByRole('button', { name: 'Fill in' }).click();
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Message', exact: true }).inputValue())
    .toBe('Review this: [[sim:text Looks right.]]');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Looks right.', { exact: true }).waitFor();
  await page.getByRole('link', { name: /attachments\/note\.txt/ }).waitFor();
  expect(await attached.count()).toBe(0);
});
