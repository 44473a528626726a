import { expect, it } from 'vitest';
import { useUi } from './use-ui.ts';

const world = useUi();

it('the versions of an agent are compared, and an older one is restored', async () => {
  const agent = await world.api.createAgent({ name: 'Versioned', system_prompt: 'One.\nTwo.' });
  await world.api.json('PATCH', `/v1/agents/${agent.id}`, {
    body: { system_prompt: 'One.\nThree.', limits: { max_iterations: 7 } },
  });
  const page = await world.visit(`/agents/${agent.id}?tab=versions`);
  await page.getByRole('button', { name: 'Compare version 1 with the newest' }).click();
  const patch = page.getByLabel('Change of the system prompt');
  await patch.getByText('-Two.').waitFor();
  await patch.getByText('+Three.').waitFor();
  await page.getByText('limits.max_iterations').waitFor();
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await page.getByRole('heading', { name: 'Versioned v3' }).waitFor();
  const restored = await world.api.json<object>('GET', `/v1/agents/${agent.id}`);
  expect(restored).toMatchObject({ system_prompt: 'One.\nTwo.', version: 3 });
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
