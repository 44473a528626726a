import { expect, it } from 'vitest';
import { useUi } from './use-ui.ts';

const world = useUi();

it('the versions of an agent are compared, and an older one is restored', async () => {
  const agent = await world.api.createAgent({ name: 'Versioned', system_prompt: 'One.\nTwo.' });
  await world.api.json('PATCH', `/v1/agents/${agent.id}`, {
    body: { system_prompt: 'One.\nThree.', limits: { max_iterations: 7 } },
  });
  const page = await world.visit(`/agents/${agent.id}?tab=versions`);
  await page.getByRole('button', { name: 'Compare version 1' }).click();
  const sides = page.getByRole('region', { name: 'Change of the system prompt' }).getByRole('row');
  await expect.poll(() => sides.last().getByRole('cell').allInnerTexts()).toEqual(['Two.', 'Three.']);
  expect(await sides.first().innerText()).toMatch(/^Version 1\s+Version 2$/);
  await page.getByText('limits.max_iterations').waitFor();
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await page.getByRole('heading', { name: 'Versioned v3' }).waitFor();
  const restored = await world.api.json<object>('GET', `/v1/agents/${agent.id}`);
  expect(restored).toMatchObject({ system_prompt: 'One.\nTwo.', version: 3 });
  await page.getByLabel('Compare with').selectOption('Version 2');
  await expect.poll(() => sides.last().getByRole('cell').allInnerTexts()).toEqual(['Two.', 'Three.']);
  expect(page.url()).toContain('with=2');
});

it('a label is given to a version, moved and deleted, and a session follows it', async () => {
  const agent = await world.api.createAgent({ name: 'Labeled', system_prompt: 'One.' });
  await world.api.json('PATCH', `/v1/agents/${agent.id}`, { body: { system_prompt: 'Two.' } });
  const page = await world.visit(`/agents/${agent.id}?tab=versions`);
  const versions = page.locator('main').getByRole('listitem');
  await page.getByRole('button', { name: 'Label version 1' }).click();
  await page.getByRole('menuitem', { name: 'New label' }).click();
  await page.getByLabel('Label', { exact: true }).fill('Production');
  await page.keyboard.press('Enter');
  await versions.last().getByText('production', { exact: true }).waitFor();
  const { id } = await world.api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agent.id } });
  const beside = await world.visitBeside(page, `/sessions/${id}`);
  await beside.getByRole('button', { name: 'More' }).click();
  await beside.getByRole('menuitem', { name: 'Follow a label' }).click();
  await beside.getByLabel('Version', { exact: true }).selectOption('production (version 1)');
  await beside.getByRole('button', { name: 'Use it' }).click();
  await beside.getByRole('link', { name: 'Labeled production' }).waitFor();
  await beside.getByLabel('Message', { exact: true }).fill('[[sim:text Hello.]]');
  await beside.keyboard.press('Enter');
  await beside.getByText(/ · version 1 · /).waitFor();
  await page.getByRole('button', { name: 'Label version 2' }).click();
  await page.getByRole('menuitem', { name: 'Move production here from version 1' }).click();
  await versions.first().getByText('production', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Delete the label production' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(() => versions.getByText('production', { exact: true }).count()).toBe(0);
  await beside.getByLabel('Message', { exact: true }).fill('And now?');
  await beside.keyboard.press('Enter');
  await beside
    .getByText(/follows the label production/)
    .first()
    .waitFor();
});

it('an MCP server is added with a header that never comes back; what fails is said, and it is disabled and deleted', async () => {
  const page = await world.visit('/settings/mcp-servers');
  await page.getByRole('button', { name: 'Add a server' }).click();
  await page.getByLabel('Name').fill('nowhere');
  await page.getByLabel('Address').fill('http://127.0.0.1:9/mcp');
  await page.getByLabel('Headers').fill('Authorization');
  await page.getByText('Write each header as Name: value.').waitFor();
  await page.getByLabel('Headers').fill('Authorization: Bearer canary-of-mcp');
  await page.getByRole('button', { name: 'Add and connect' }).click();
  await page.getByRole('dialog', { name: 'What nowhere offers' }).getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  const row = page.locator('main').getByRole('listitem').filter({ hasText: 'nowhere' });
  await row.getByText('Authorization').waitFor();
  expect(await page.content()).not.toContain('canary-of-mcp');
  await row.getByRole('button', { name: 'Disable' }).click();
  await row.getByText('disabled').waitFor();
  await row.getByRole('button', { name: 'Delete nowhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await row.waitFor({ state: 'detached' });
});

it('the limits of the organization show their use', async () => {
  const page = await world.visit('/settings/limits');
  const rows = page.locator('main section').getByRole('listitem');
  await rows
    .getByText(/used, no limit|of /)
    .first()
    .waitFor();
  expect(await rows.count()).toBeGreaterThan(3);
});

it('what a field needs is said beside it, once, in every form of the settings', async () => {
  const page = await world.visit('/settings/secrets');
  const shown = page.locator('[aria-invalid=true]');
  /** The announcer of the framework is one too. */
  const alerts = page.locator('[role=alert]:not(#__next-route-announcer__)');
  /** How often the page says it, in notices and notifications too. */
  const said = (text: RegExp) => page.getByText(text).count();
  await page.getByLabel('Name of the secret').fill('not a name');
  await page.getByLabel('Value of the secret').fill('0123456789');
  await page.getByLabel('Hosts of the secret').fill('example.com');
  await page.getByRole('button', { name: 'Set the secret' }).click();
  await shown.waitFor();
  expect(await shown.getAttribute('placeholder')).toBe('Name, as github_token');
  expect(await said(/^This /)).toBe(1);
  expect(await alerts.count()).toBe(0);

  await page.goto(world.url('/settings/providers'));
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('x'.repeat(3_000));
  await page.getByRole('button', { name: 'Add and check' }).click();
  await shown.waitFor();
  expect(await said(/at most \d+ bytes/)).toBe(1);
  expect(await alerts.count()).toBe(0);

  await page.goto(world.url('/settings/webhooks'));
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await page.getByLabel('Address').fill(`https://example.com/${'x'.repeat(9_000)}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await shown.waitFor();
  expect(await alerts.count()).toBe(0);
});

it('the audit log names what was changed, and is filtered by what and by whom, in words', async () => {
  const agent = await world.api.createAgent({ name: 'Audited clerk' });
  await world.api.json('PATCH', `/v1/agents/${agent.id}`, { body: { description: 'Changed once.' } });
  const page = await world.visit('/settings/audit-log');
  await page.getByRole('link', { name: 'Audited clerk' }).first().waitFor();
  await page.getByLabel('Entries of this action').fill('update agent');
  await page.waitForURL('**/settings/audit-log?action=update_agent');
  await page.getByLabel('Entries of this actor').selectOption({ label: 'the operator' });
  const rows = page.locator('main li');
  await expect
    .poll(async () => new Set(await rows.locator('[title]').allInnerTexts()))
    .toEqual(new Set(['Update agent']));
  await rows.getByRole('link', { name: 'Audited clerk' }).first().click();
  await page.waitForURL(`**/agents/${agent.id}`);
});
