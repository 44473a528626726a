import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { DESK } from './examine.ts';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

const ASK_TRAVELER = { name: 'ask_traveler', description: 'Asks the traveler.', parameters: { type: 'object' } };

it('a call for a client is found at once, and says who has to answer and since when, and takes one of its choices with a click', async () => {
  const { id } = await world.api.createSession({ tools: [ASK_TRAVELER] }, { title: 'Papers' });
  const page = await world.visit(`/sessions/${id}`);
  const call = { tool_call: { id: 'p', name: ASK_TRAVELER.name, arguments: { choices: ['EU', 'US'] } } };
  await say(page, script([[call], ['Thank you.']]));
  await page.getByText(/^for a client \(ask_traveler\) since /).waitFor();
  const { data } = await world.api.json<{ data: { id: string }[] }>('GET', '/v1/sessions?status=requires_action');
  expect(data.map((session) => session.id)).toContain(id);
  await page.getByRole('group', { name: 'Choices' }).getByRole('button', { name: 'EU' }).click();
  await page.getByText('Thank you.').waitFor();
});

it('the client tools of an agent are on its page', async () => {
  const agent = await world.api.createAgent({ name: 'Clerk with a client', tools: [ASK_TRAVELER] });
  const page = await world.visit(`/agents/${agent.id}`);
  await page.getByRole('list', { name: 'Client tools' }).getByText('ask_traveler', { exact: true }).click();
  await page.getByText('Parameters of ask_traveler').waitFor();
});

it('a notification covers no button', async () => {
  const agent = await world.api.createAgent({ name: 'Saved often' });
  const page = await world.visit(`/agents/${agent.id}`, { viewport: DESK });
  await page.getByLabel('Tags').fill('one');
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  const toast = page.getByRole('list', { name: 'Notifications' }).getByRole('listitem');
  await toast.first().waitFor();
  expect(await listCovered(page)).toEqual([]);
  const { id } = await world.api.createSession();
  await world.api.post(id, 'Hello', { wait: 60 });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(world.url(`/sessions/${id}`));
  await page.getByRole('button', { name: 'Copy a link to the message' }).first().click();
  await toast.getByText('The link is copied.').waitFor();
  expect(await listCovered(page)).toEqual([]);
});

/** The controls of the page’s content whose middle a click would not reach. */
async function listCovered(page: Page): Promise<string[]> {
  const names: unknown =
    await page.evaluate(`[...document.querySelectorAll('main button, main a, main input')].flatMap((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (width === 0 || x > innerWidth || y > innerHeight || y < 0) return [];
    const hit = document.elementFromPoint(x, y);
    return hit !== null && hit.closest('[aria-label=Notifications]') !== null ? [one.textContent || one.ariaLabel] : [];
  })`);
  return names as string[];
}

interface ListedModel {
  is_default: boolean;
  status: string;
  provider_name: string;
}

it('the default model cannot be disabled before another is the default, and its deletion says what then fails', async () => {
  const page = await world.visit('/settings/models');
  const disable = page.getByTitle('Make another model the default first.');
  expect(await disable.getAttribute('aria-disabled')).toBe('true');
  await disable.click({ force: true });
  const { data } = await world.api.json<{ data: ListedModel[] }>('GET', '/v1/llm-models?limit=100');
  const standard = data.find(({ is_default }) => is_default);
  expect(standard?.status).toBe('active');
  const row = page.locator('main li').filter({ has: disable });
  await row.getByRole('button', { name: /^Delete / }).click();
  await page.getByRole('dialog').getByText('Turns that choose no model fail').waitFor();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.goto(world.url('/settings/providers'));
  await page.getByRole('button', { name: `Delete ${standard?.provider_name}`, exact: true }).click();
  await page.getByRole('dialog').getByText('One of them is the default.').waitFor();
});

it('the API call of a screen is what the screen does', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  const call = page.locator('pre', { hasText: 'curl ' });
  const open = async (): Promise<string> => {
    await page.getByRole('button', { name: 'API' }).click();
    await call.waitFor();
    return call.innerText();
  };
  expect(await open()).toMatch(new RegExp(`/v1/sessions/${id}/messages\\?wait=60' .*\\n.*-X POST`));
  const copy = page.getByRole('button', { name: 'Copy as curl' });
  const [text, button] = await Promise.all([call, copy].map((one) => one.boundingBox()));
  expect((button?.x ?? 0) + (button?.width ?? 0)).toBeLessThanOrEqual((text?.x ?? 0) + (text?.width ?? 0) + 1);
  await page.goto(world.url('/agents/new'));
  await page.getByLabel('Name', { exact: true }).fill('Named in the form');
  expect(await open()).toContain('"name": "Named in the form"');
});

it('the palette knows settings and actions, and finds words and not letters', async () => {
  await world.api.createSession({}, { title: 'Hello there, what time' });
  const page = await world.visit('/dashboard');
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  await page.getByText('Ctrl K').waitFor();
  await page.keyboard.press('Control+k');
  const options = page.getByRole('option');
  const find = (text: string) => {
    const typed = page.getByPlaceholder('Search pages').fill(text);
    return expect.poll(() => typed.then(() => options.allInnerTexts()));
  };
  await find('hello').toContainEqual(expect.stringContaining('Hello there, what time'));
  await find('theme').toEqual(['All sessions with “theme”', expect.stringMatching(/^Theme: /)]);
  await find('models').toContain('Settings: Models');
});

it('the documentation is one click away', async () => {
  const page = await world.visit('/dashboard');
  expect(await page.getByRole('link', { name: 'Documentation' }).getAttribute('href')).toBe('/docs');
});
