import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useUi } from './use-ui.ts';

const world = useUi();

async function beginSessions(agent: { id: string }, titles: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const title of titles) {
    const body = { agent_id: agent.id, title };
    ids.push((await world.api.json<{ id: string }>('POST', '/v1/sessions', { body })).id);
  }
  return ids;
}

const rowsOf = (page: Page) => page.locator('main [data-row]');

it('sessions are found by what was said in them, and the way back keeps what was looked for', async () => {
  const agent = await world.api.createAgent({ name: 'Finder' });
  const [said, other] = await beginSessions(agent, ['One', 'Two']);
  await world.api.post(said ?? '', 'Where is the quince jelly?', { wait: 30 });
  await world.api.post(other ?? '', 'Nothing of the kind', { wait: 30 });
  const page = await world.visit('/sessions');
  await page.getByLabel('Agent', { exact: true }).selectOption({ label: 'Finder' });
  await expect.poll(() => rowsOf(page).count()).toBe(2);
  // What was said becomes searchable a moment after the turn.
  const search = () => world.api.json<{ data: unknown[] }>('GET', '/v1/sessions?search=quince');
  await expect.poll(async () => (await search()).data.length).toBe(1);
  await page.locator('main').focus();
  await page.keyboard.press('/');
  await page.keyboard.type('quince jel');
  await page.keyboard.press('Enter');
  await expect.poll(() => rowsOf(page).allInnerTexts()).toEqual([expect.stringContaining('One')]);
  expect(new URL(page.url()).searchParams.get('search')).toBe('quince jel');
  await rowsOf(page).click();
  await page.waitForURL(`**/sessions/${said}`);
  await page.goBack();
  await expect.poll(() => rowsOf(page).allInnerTexts()).toEqual([expect.stringContaining('One')]);
  expect(await page.getByLabel('Search sessions').inputValue()).toBe('quince jel');
  await page.getByLabel('Search sessions').fill('no such fruit');
  await page.getByText('No session is like this').waitFor();
});

it('chosen sessions are tagged and deleted in jobs that the page follows, by keyboard alone', async () => {
  const agent = await world.api.createAgent({ name: 'Batcher' });
  const [first = ''] = await beginSessions(agent, ['Four', 'Three', 'Two', 'One']);
  const page = await world.visit(`/sessions?agent_id=${agent.id}`);
  await expect.poll(() => rowsOf(page).count()).toBe(4);
  await page.locator('main').focus();
  for (const key of ['j', 'x', 'j', 'j', 'Shift+X']) await page.keyboard.press(key);
  const bar = page.getByRole('toolbar', { name: 'Chosen sessions' });
  await bar.getByText('3 sessions').waitFor();
  await bar.getByRole('button', { name: 'Tags' }).press('Enter');
  await page.keyboard.type('late, odd');
  await page.keyboard.press('Enter');
  await page.getByText('Added tags to 3 sessions').waitFor();
  await expect.poll(() => rowsOf(page).filter({ hasText: 'late' }).count()).toBe(3);
  await expect.poll(() => bar.count()).toBe(0);

  await page.getByRole('checkbox', { name: 'Choose all that are shown' }).press('Space');
  await bar.getByRole('button', { name: 'Choose all that the filter finds' }).press('Enter');
  await bar.getByText('All sessions that the filter finds').waitFor();
  await bar.getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter');
  await page.getByText('Deleted 4 sessions').waitFor();
  await page.getByText('No session is like this').waitFor();
  expect((await world.api.fetch('GET', `/v1/sessions/${first}`)).status).toBe(404);
  await page.getByRole('button', { name: 'Jobs' }).press('Enter');
  await page.getByRole('dialog').getByText('tags: late, odd').waitFor();
});

it('a filter is saved as a view, opened, renamed, changed and deleted', async () => {
  const agent = await world.api.createAgent({ name: 'Viewer' });
  await beginSessions(agent, ['Seen']);
  const page = await world.visit(`/sessions?agent_id=${agent.id}`);
  await page.getByRole('button', { name: 'Save as a view' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Of the viewer');
  await page.getByLabel('All members see it').check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const view = page.getByRole('group', { name: 'Views' }).getByRole('button', { name: 'Of the viewer', exact: true });
  await expect.poll(() => view.getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => view.getAttribute('aria-pressed')).toBe('false');
  await view.click();
  await page.waitForURL(`**/sessions?agent_id=${agent.id}`);
  const more = page.getByRole('button', { name: /^More about the view/ });
  await page.getByLabel('State').selectOption({ label: 'Failed' });
  await more.click();
  await page.getByRole('menuitem', { name: 'Save the filter to Of the viewer' }).click();
  await expect.poll(() => view.getAttribute('aria-pressed')).toBe('true');
  await more.click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Failures of the viewer');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Failures of the viewer', exact: true }).waitFor();
  await more.click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Failures of the viewer', exact: true }).waitFor({ state: 'detached' });
});

it('a view of the last 24 hours moves on with the clock', async () => {
  const agent = await world.api.createAgent({ name: 'Clockmaker' });
  await beginSessions(agent, ['Ticking']);
  const page = await world.visit(`/sessions?agent_id=${agent.id}`);
  await page.getByRole('button', { name: '24 hours' }).click();
  await page.getByRole('button', { name: 'Save as a view' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByText('do not move on').count()).toBe(0);
  await dialog.getByLabel('Name', { exact: true }).fill('A day of the clockmaker');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const view = page.getByRole('button', { name: 'A day of the clockmaker', exact: true });
  await expect.poll(() => view.getAttribute('aria-pressed')).toBe('true');
  const { data } = await world.api.json<{ data: { name: string; filter: object }[] }>('GET', '/v1/views');
  const saved = data.find(({ name }) => name === 'A day of the clockmaker');
  expect(saved?.filter).toEqual({ agent_id: agent.id, created_within_hours: 24 });
  await page.getByRole('button', { name: 'Clear' }).click();
  await view.click();
  await page.waitForURL(`**/sessions?agent_id=${agent.id}&period=24h`);
  expect(await page.getByRole('button', { name: '24 hours' }).getAttribute('aria-pressed')).toBe('true');
});

it('sessions with a bad answer are found', async () => {
  const agent = await world.api.createAgent({ name: 'Judged' });
  const [bad = '', good = ''] = await beginSessions(agent, ['Wrong one', 'Right one']);
  for (const [id, rating] of [
    [bad, 'down'],
    [good, 'up'],
  ] as const) {
    await world.api.post(id, 'Hello', { wait: 30 });
    const path = `/v1/sessions/${id}/messages`;
    const { data } = await world.api.json<{ data: { id: string; role: string }[] }>('GET', path);
    const answer = data.find(({ role }) => role === 'agent');
    await world.api.json('POST', `${path}/${answer?.id}/feedback`, { body: { rating } });
  }
  const page = await world.visit(`/sessions?agent_id=${agent.id}`);
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByLabel('Feedback', { exact: true }).selectOption({ label: 'Bad answers' });
  await expect.poll(() => rowsOf(page).allInnerTexts()).toEqual([expect.stringContaining('Wrong one')]);
  expect(new URL(page.url()).searchParams.get('feedback')).toBe('down');
});

it('the way back leads to the place in the list where one was', async () => {
  const agent = await world.api.createAgent({ name: 'Scroller' });
  await beginSessions(
    agent,
    Array.from({ length: 40 }, (_, n) => `Row ${n}`),
  );
  const page = await world.visit(`/sessions?agent_id=${agent.id}`, { viewport: { width: 1_000, height: 500 } });
  await expect.poll(() => rowsOf(page).count()).toBe(30);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => rowsOf(page).count()).toBe(40);
  const place = () => page.locator('#content').evaluate((content) => content.scrollTop);
  await rowsOf(page).nth(35).scrollIntoViewIfNeeded();
  const before = await place();
  expect(before).toBeGreaterThan(500);
  await rowsOf(page).nth(35).click();
  await page.getByRole('heading', { level: 1, name: 'Row 4' }).waitFor();
  await page.goBack();
  await expect.poll(place).toBe(before);
  expect(await rowsOf(page).count()).toBe(40);
});
