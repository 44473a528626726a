import { judgeFigure } from '@everruns/kernel/testing';
import { expect, it } from 'vitest';
import { traceTasks } from '../bench/ui/page-tasks.ts';
import { DESK } from './examine.ts';
import { scriptAnswer } from './script-answer.ts';
import { useUi } from './use-ui.ts';

const world = useUi({ env: {} });

const STEPS = 60;
const CALLS_A_STEP = 16;
const QUESTION = 'Add up everything that you can think of.';
const MAX_OPEN_MS = 300;
const MAX_TASK_MS = 50;

it('a turn of 1,000 spans opens and scrolls with a screen of rows in the page', async () => {
  const step = (number: number) =>
    Array.from({ length: CALLS_A_STEP }, (_, index) => ({
      tool_call: { id: `c-${number}-${index}`, name: 'add', arguments: { a: number, b: index } },
    }));
  const replies = [...Array.from({ length: STEPS }, (_, number) => step(number)), ['That is all.']];
  await scriptAnswer(world.stack.simulator.url, QUESTION, replies);
  const { id } = await world.api.createSession({ capabilities: ['math'] });
  await world.api.post(id, QUESTION, { wait: 300 });
  const page = await world.visit(`/sessions/${id}`, { viewport: DESK });
  await page.getByText('That is all.', { exact: true }).waitFor();
  // The whole log is read, and the lens has its scripts.
  await page.getByRole('tab', { name: 'Timeline' }).click();
  const rows = page.getByRole('list', { name: 'Spans' }).getByRole('listitem');
  await rows.first().waitFor();
  await page.getByRole('tab', { name: 'Chat' }).click();
  await page.getByText('That is all.', { exact: true }).waitFor();
  const opening = await traceTasks(page, async () => {
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await rows.first().waitFor();
  });
  const spent = opening.cpuMs.reduce((sum, ms) => sum + ms, 0);
  expect(await rows.count()).toBeLessThan(100);
  const scroller = page
    .getByRole('list', { name: 'Spans' })
    .locator('xpath=ancestor::div[contains(@class, "overflow-auto")]');
  const height = await scroller.evaluate((element) => element.scrollHeight);
  expect(height).toBeGreaterThan(1_000 * 20);
  const scrolling = await traceTasks(page, async () => {
    for (let top = 0; top < height; top += 1_500) {
      await scroller.evaluate((element, to) => element.scrollTo(0, to), top);
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    }
  });
  await rows.last().waitFor();
  const longest = Math.max(...scrolling.cpuMs);
  judgeFigure({ name: 'work to open 1,000 spans', value: spent, unit: 'ms', most: MAX_OPEN_MS });
  judgeFigure({ name: 'longest task while they scroll', value: longest, unit: 'ms', most: MAX_TASK_MS });
}, 300_000);
