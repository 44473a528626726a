import { expect, it } from 'vitest';
import { useUi } from './use-ui.ts';

const world = useUi();

it('the list tells a failed session from a good one with agent, version and duration; the number of the dashboard leads to it', async () => {
  const agent = await world.api.createAgent({ name: 'Lister' });
  const begin = async (title: string, text: string): Promise<void> => {
    const body = { agent_id: agent.id, title };
    const { id } = await world.api.json<{ id: string }>('POST', '/v1/sessions', { body });
    await world.api.post(id, text, { wait: 30 });
  };
  await begin('Ended badly', '[[sim:error 400]]');
  await begin('Ended well', 'Hello');
  const page = await world.visit('/dashboard');
  await page.getByRole('link', { name: 'Failed turns' }).click();
  await page.waitForURL('**/sessions?outcome=failed&period=7d');
  await page.getByLabel('Agent', { exact: true }).selectOption({ label: 'Lister' });
  await page.getByRole('button', { name: 'Last hour' }).click();
  const rows = page.locator('main [data-row]');
  await expect.poll(() => rows.allInnerTexts()).toMatchObject([expect.stringContaining('Ended badly')]);
  expect((await rows.first().innerText()).split('\n')).toEqual(expect.arrayContaining(['Failed', 'Lister v1']));
  await page.reload();
  await page.getByText('Ended badly').waitFor();
  expect(await rows.count()).toBe(1);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByText('Ended well').first().waitFor();
});

it('a row shows the end of a turn without a reload', async () => {
  const agent = await world.api.createAgent({ name: 'Breather' });
  const body = { agent_id: agent.id, title: 'Still breathing' };
  const { id } = await world.api.json<{ id: string }>('POST', '/v1/sessions', { body });
  await world.api.post(id, '[[sim:tps 40]][[sim:words 4000]]');
  const page = await world.visit(`/sessions?agent_id=${agent.id}`);
  const row = page.locator('main [data-row]');
  await row.getByText('Working').waitFor();
  await world.api.json('POST', `/v1/sessions/${id}/cancel`);
  await row.getByText('Stopped').waitFor();
  expect(await row.getByText('Working').count()).toBe(0);
});
