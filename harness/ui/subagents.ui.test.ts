import { expect, it } from 'vitest';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

const task = (prompt: string) => ({ tool_call: { id: prompt, name: 'task', arguments: { agent: 'helper', prompt } } });

it('a sub-agent opens in its card and in the timeline, and the graph shows who called whom', async () => {
  const { id } = await world.api.createSession({ capabilities: ['math', 'subagents'] });
  const page = await world.visit(`/sessions/${id}`);
  await say(page, script([[task('What is 6 * 7?')], ['The helper has answered.']]));
  await page.getByText('The helper has answered.', { exact: true }).waitFor();
  const card = page.getByRole('region', { name: 'Sub-agent helper' });
  await card.getByRole('button', { name: 'Conversation of helper' }).click();
  await card.getByText('6 * 7 = 42').waitFor();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByRole('button', { name: 'Open task' }).click();
  await page.getByRole('list', { name: 'Spans' }).getByText('multiply').waitFor();
  await page.getByRole('tab', { name: 'Graph' }).click();
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('link');
  await sessions.nth(1).waitFor();
  expect(await sessions.count()).toBe(2);
  await page.getByRole('link', { name: /^What is 6/ }).click();
  await page.getByRole('navigation', { name: 'Sessions above' }).waitFor();
});
