import { expect, it } from 'vitest';
import { useUi } from './use-ui.ts';

/** A platform that nobody has used: the first page chooses the agent that has been there longest. */
const world = useUi({ env: {} });

it('a new person asks the agent on the first page and reads its answer', async () => {
  await world.api.createAgent({ name: 'Sample agent' });
  const page = await world.visit('/');
  await page.getByRole('textbox', { name: 'Message' }).fill('What time is it in Tokyo?');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sessions/*');
  await page.getByText('get_current_time').waitFor();
  await page.getByText(/tokens · /).waitFor();
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('What time is it in Tokyo?');
  await page.getByText('Idle').waitFor();
});
