import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { say } from './say.ts';
import { prepareTour, type Tour } from './tour.ts';
import { useUi } from './use-ui.ts';

const world = useUi();
let tour: Tour;
beforeAll(async () => {
  tour = await prepareTour(world);
});

/** Returns the label of the focused element, otherwise its text; `BODY` if nothing has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(`(({ activeElement: one }) => one === document.body ? 'BODY'
    : one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent.trim())(document)`);
}

async function focusOn(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().focus();
}

describe('the focus is never lost', () => {
  it('when a form closes itself: the name of a session, a waiting message', async () => {
    const page = await world.visit(tour.pages['chat'] ?? '');
    await focusOn(page, 'Rename the session');
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.type(', again');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'A week in Lisbon, again' }).waitFor();
    expect(await focused(page)).toBe('Rename the session');
    await page.goto(world.url(tour.pages['chat-busy'] ?? ''));
    await page.getByRole('textbox', { name: 'Message', exact: true }).focus();
    await say(page, 'One more.');
    await focusOn(page, 'Move the waiting message up');
    await page.keyboard.press('Enter');
    const waiting = page.getByRole('list', { name: 'Waiting messages' }).getByRole('listitem');
    await expect.poll(() => waiting.first().innerText()).toBe('One more.');
    expect(await focused(page)).not.toBe('BODY');
    await focusOn(page, 'Edit the waiting message');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Another one.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await waiting.first().getByText('Another one.').waitFor();
    expect(await focused(page)).not.toBe('BODY');
    await focusOn(page, 'Remove the waiting message');
    await page.keyboard.press('Enter');
    await expect.poll(() => waiting.count()).toBe(1);
    expect(await focused(page)).not.toBe('BODY');
  });

  it('when a message is sent with its button', async () => {
    const { id } = await world.api.createSession();
    const page = await world.visit(`/sessions/${id}`);
    const message = page.getByRole('textbox', { name: 'Message', exact: true });
    await message.fill('[[sim:text Sent.]]');
    await focusOn(page, 'Send');
    await page.keyboard.press('Enter');
    await page.getByText('Sent.', { exact: true }).waitFor();
    expect(await focused(page)).toBe('Message');
  });

  it('when files are made, moved and deleted, without a mouse', async () => {
    const { id } = await world.api.createSession({ capabilities: ['session_file_system'] });
    const page = await world.visit(`/sessions/${id}?tab=files`);
    await page.getByText('No files yet').waitFor();
    await focusOn(page, 'New file');
    await page.keyboard.press('Enter');
    await page.keyboard.type('a.txt');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '/a.txt' }).waitFor();
    expect(await focused(page)).not.toBe('BODY');
    await focusOn(page, 'Move or rename');
    await page.keyboard.press('Enter');
    await page.getByLabel('New path').fill('/deep/b.txt');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '/deep/b.txt' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).not.toBe('BODY');
    await focusOn(page, 'Delete b.txt');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Choose a file').waitFor();
    await expect.poll(() => focused(page)).not.toBe('BODY');
  });

  it('when a menu, the palette or a dialog closes', async () => {
    const page = await world.visit(tour.pages['agent'] ?? '');
    await focusOn(page, 'More');
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('More');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('More');
    await page.goto(world.url('/settings/models'));
    await focusOn(page, 'Add a model');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('Add a model');
  });

  it('when a link leads to another page', async () => {
    const page = await world.visit('/sessions');
    await page.locator('main a[href^="/sessions/"]').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Chat' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });
});

it('who asked for less motion gets none; whoever did not sees what is live breathe', async () => {
  const moving = (page: Page) =>
    page.evaluate(
      `document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getComputedTiming().duration > 1).length`,
    );
  const page = await world.visit(tour.pages['chat-busy'] ?? '');
  await page.getByText('Answering').waitFor();
  expect(await moving(page)).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(() => moving(page)).toBeGreaterThan(0);
});
