import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

const add = (id: string) => ({ tool_call: { id, name: 'add', arguments: { a: 40, b: 2 } } });
const task = (prompt: string) => ({ tool_call: { id: 'ask', name: 'task', arguments: { agent: 'helper', prompt } } });

const chosenSpan = (page: Page) => new URL(page.url()).searchParams.get('span');

it('a bar opens what is known of it, and every lens shows the same', async () => {
  const { id } = await world.api.createSession({ capabilities: ['math'] });
  await world.api.post(id, script([['Let me see.', add('first'), add('second')], ['It is 42.']]), { wait: 60 });
  await world.api.post(id, '[[sim:text And this is the turn after it.]]', { wait: 60 });
  const page = await world.visit(`/sessions/${id}?tab=timeline`);
  await page.getByRole('list', { name: 'Legend' }).getByText('nobody worked on it').waitFor();
  const bar = page.getByRole('listitem').getByRole('button', { name: /^add/ }).first();
  await bar.click();
  const panel = page.getByRole('region', { name: 'Span' });
  await panel.getByText('"a": 40').waitFor();
  const span = chosenSpan(page);
  expect(span).not.toBeNull();
  await page.reload();
  await panel.getByText('"a": 40').waitFor();
  const turn = new URL(page.url()).searchParams.get('turn');
  await page.getByRole('tab', { name: 'Events' }).click();
  const heading = page.getByRole('region', { name: 'Events' }).locator('button[aria-expanded]');
  await expect.poll(() => heading.first().getAttribute('class')).toContain('bg-hover');
  await page.getByRole('tab', { name: 'Chat' }).click();
  await expect.poll(() => page.locator(`article[id="${turn}"]`).getAttribute('class')).toContain('border-live');
  await page.getByRole('article', { name: 'Turn' }).nth(1).getByRole('link', { name: 'Timeline' }).click();
  await page.getByRole('list', { name: 'Legend' }).waitFor();
  expect(new URL(page.url()).searchParams.get('turn')).not.toBe(turn);
});

it('rows are chosen with J and K, opened and closed, and the time is enlarged', async () => {
  const { id } = await world.api.createSession({ capabilities: ['math'] });
  await world.api.post(id, script([[add('first'), add('second')], ['It is 42.']]), { wait: 60 });
  const page = await world.visit(`/sessions/${id}?tab=timeline`);
  const rows = page.getByRole('list', { name: 'Spans' }).getByRole('listitem');
  await expect.poll(() => rows.count()).toBe(4);
  await rows.first().locator('button[aria-pressed]').click();
  await expect.poll(() => chosenSpan(page)).toBe('reason-1');
  const chosenPlace = () =>
    rows.evaluateAll((list) => list.findIndex((row) => row.querySelector('[aria-pressed=true]') !== null));
  for (const [key, place] of [
    ['j', 1],
    ['j', 2],
    ['k', 1],
    ['k', 0],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(chosenPlace).toBe(place);
  }
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => rows.count()).toBe(2);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => rows.count()).toBe(4);
  await page.getByRole('button', { name: 'Close all rows' }).click();
  await expect.poll(() => rows.count()).toBe(2);
  const width = () => rows.first().evaluate((row) => row.clientWidth);
  const before = await width();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(width).toBe(2 * before);
});

it('what a sub-agent did stands under the call, on the same axis, and a link to it opens there', async () => {
  const { id } = await world.api.createSession({ capabilities: ['math', 'subagents'] });
  const page = await world.visit(`/sessions/${id}`);
  await say(page, script([[task('What is 6 * 7?')], ['The helper has answered.']]));
  await page.getByText('The helper has answered.', { exact: true }).waitFor();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByRole('button', { name: 'Open task' }).click();
  const below = page.getByRole('listitem').getByRole('button', { name: /^multiply/ });
  await below.click();
  const panel = page.getByRole('region', { name: 'Span' });
  await panel.getByRole('link', { name: 'Timeline of the sub-agent' }).waitFor();
  await page.reload();
  await panel.getByText('Arguments').waitFor();
  await page
    .getByRole('listitem')
    .getByRole('button', { name: /^Waits for helper/ })
    .click();
  await panel.getByText(/^task: Waited for a sub-agent \(helper\) since /).waitFor();
});

it('the log follows its end, is closed by turn, and its events are chosen with J and K', async () => {
  const { id } = await world.api.createSession({ capabilities: ['math'] });
  await world.api.post(id, '[[sim:text One.]]', { wait: 60 });
  const page = await world.visit(`/sessions/${id}?tab=events`);
  const region = page.getByRole('region', { name: 'Events' });
  await region.getByText('version 1 of the agent').waitFor();
  await page.getByRole('button', { name: 'Follow' }).click();
  const calls = Array.from({ length: 12 }, (_, index) => [add(`call-${index}`)]);
  await world.api.post(id, script([...calls, ['Done with it.']]), { wait: 60 });
  await region.getByText('nothing runs: completed').last().waitFor();
  const fromEnd = () => region.evaluate((list) => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight));
  await expect.poll(fromEnd).toBeLessThan(2);
  await region.focus();
  await page.keyboard.press('k');
  await page.getByRole('region', { name: 'Data of the event' }).waitFor();
  const sequence = Number(new URL(page.url()).searchParams.get('event'));
  await page.keyboard.press('k');
  await expect.poll(() => Number(new URL(page.url()).searchParams.get('event'))).toBe(sequence - 1);
  const before = await region.getByRole('listitem').count();
  await region.evaluate((list) => list.scrollTo(0, 0));
  await region.locator('button[aria-expanded=true]').last().click();
  await region.locator('button[aria-expanded=false]').waitFor();
  await expect.poll(() => region.getByRole('listitem').count()).toBeLessThan(before);
});
