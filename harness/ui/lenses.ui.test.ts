import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { drawSunset } from './draw-sunset.ts';
import { script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();
let session: string;
beforeAll(async () => {
  const agent = { capabilities: ['session_file_system', 'math'] };
  ({ id: session } = await world.api.createSession(agent));
  const write = {
    tool_call: { id: 'w', name: 'write_file', arguments: { path: '/notes/a.md', content: 'from the tool' } },
  };
  await world.api.post(session, script([[write], ['Written.']]), { wait: 60 });
});

it('events are filtered by family and by text, and the state of the page is a link', async () => {
  const page = await world.visit(`/sessions/${session}?tab=events`);
  const rows = page.getByRole('region', { name: 'Events' }).getByRole('listitem').filter({ hasText: /^\d/ });
  await rows.first().waitFor();
  await page.getByLabel('Type', { exact: true }).selectOption('tool.*');
  await page.getByText(/^2 of /).waitFor();
  await page.getByLabel('Find in events').fill('success');
  await page.getByText(/^1 of /).waitFor();
  await rows.first().getByRole('button').click();
  await page.getByRole('heading', { name: 'tool.completed' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'tool.completed' }).waitFor();
  await page.getByText(/^1 of /).waitFor();
  expect(new URL(page.url()).searchParams.get('types')).toBe('tool.*');
});

it('files are read, edited, made, moved, uploaded and deleted', async () => {
  const page = await world.visit(`/sessions/${session}?tab=files`);
  await page.getByRole('button', { name: /^a\.md/ }).click();
  const editor = page.getByRole('textbox', { name: 'Content of a.md' });
  await editor.getByText('from the tool').waitFor();
  await editor.fill('from a person');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const saved = await world.api.json<{ content: string }>('GET', `/v1/sessions/${session}/fs/notes/a.md`);
  expect(saved.content).toBe('from a person');
  await page.getByRole('button', { name: 'New file' }).click();
  await page.getByLabel('Path of the new file').fill('deep/er/b.txt');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '/deep/er/b.txt' }).waitFor();
  await page.getByRole('button', { name: 'Move or rename' }).click();
  await page.getByLabel('New path').fill('/deep/c.txt');
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByRole('heading', { name: '/deep/c.txt' }).waitFor();
  await page.getByRole('button', { name: 'Delete c.txt' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Choose a file').waitFor();
  await page
    .getByLabel('Files to upload')
    .setInputFiles({ name: 'c.json', mimeType: 'application/json', buffer: Buffer.from('{"c":1}') });
  await page.getByRole('textbox', { name: 'Content of c.json' }).getByText('"c"').waitFor();
});

it('a file that is dropped on the files is one of them; a line in it is found; a picture is shown; it is downloaded', async () => {
  const page = await world.visit(`/sessions/${session}?tab=files`);
  await page.getByLabel('Find in files').waitFor();
  await drop(page, { name: 'dropped.txt', type: 'text/plain', text: 'one\nthe needle\nthree' });
  await page.getByRole('heading', { name: '/dropped.txt' }).waitFor();
  await page.getByLabel('Find in files').fill('NEEDLE');
  const found = page.getByRole('list', { name: 'Lines found' }).getByRole('button');
  await found.first().waitFor();
  expect(await found.allInnerTexts()).toEqual(['/dropped.txt:2\nthe needle']);
  await page.getByLabel('Find in files').fill('');
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  expect((await downloading).suggestedFilename()).toBe('dropped.txt');
  await page
    .getByLabel('Files to upload')
    .setInputFiles({ name: 'sunset.png', mimeType: 'image/png', buffer: drawSunset() });
  await page.getByRole('img', { name: 'sunset.png' }).waitFor();
});

it('the timeline shows each generation and tool, the context what the model read', async () => {
  const page = await world.visit(`/sessions/${session}?tab=timeline`);
  const bars = page.getByRole('list', { name: 'Spans' }).getByRole('listitem');
  await bars.first().waitFor();
  expect(await bars.allTextContents()).toEqual([
    expect.stringContaining('gpt'),
    expect.stringContaining('write_file'),
    expect.stringContaining('gpt'),
  ]);
  await page.getByRole('tab', { name: 'Context' }).click();
  await page.getByText(/^Results of tools ≈/).waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Result#' }).first().waitFor();
});

it('the context is that of the version and generation that ran, shows what was excluded, and is compared with another', async () => {
  const agent = { system_prompt: 'ONE', capabilities: ['math'] };
  const told = await world.api.createSession(agent);
  const first = await world.api.post(told.id, script([['First.']]), { wait: 60 });
  const change = { body: { system_prompt: 'TWO', capabilities: [] } };
  await world.api.json('PATCH', `/v1/agents/${told.agent_id}`, change);
  await world.api.post(told.id, script([['Second.']]), { wait: 60 });
  await world.api.json('POST', `/v1/sessions/${told.id}/messages/${first.id}/exclude`);
  const page = await world.visit(`/sessions/${told.id}?tab=timeline&turn=${first.turn.id}&span=reason-1`);
  await page.getByRole('link', { name: 'What the model read' }).click();
  const context = page.getByRole('region', { name: 'Context' });
  await context.getByText('System prompt', { exact: true }).click();
  await context.getByText(/^ONE/).waitFor();
  await context.getByText(/^Tools \([1-9]/).waitFor();
  expect(await context.getByText('v1', { exact: true }).count()).toBe(1);
  await context.getByText('Excluded since: later answers do not read it').waitFor();
  await page.getByLabel('Compare with').selectOption({ index: 2 });
  await context.getByText('+TWO').waitFor();
  await context.getByText('-ONE').waitFor();
  await page.getByLabel('Generation').selectOption({ index: 1 });
  await context.getByText('Tools (0)').waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('span')).toBe('reason-1');
});

it('everything is reached by keyboard: palette, sheet, pages, tabs, dialogs that give the focus back', async () => {
  const page = await world.visit('/dashboard');
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search pages').fill('capab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Capabilities' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
  const api = page.getByRole('button', { name: 'API' });
  await api.focus();
  await page.keyboard.press('Enter');
  await page.locator('pre', { hasText: 'curl ' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('pre', { hasText: 'curl ' }).waitFor({ state: 'detached' });
  expect(await api.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  await page.goto(world.url(`/sessions/${session}`));
  await page.getByRole('tab', { name: 'Chat' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('region', { name: 'Timeline' }).waitFor();
});

it('a session’s log is exported, and the session deleted', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Export the log as JSON lines' }).click();
  expect((await downloading).suggestedFilename()).toBe(`session-${id}.jsonl`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL('**/sessions');
  expect((await world.api.fetch('GET', `/v1/sessions/${id}`)).status).toBe(404);
});

/** Sends the events of a browser when a file from this machine is dropped on the page. */
async function drop(page: Page, { name, type, text }: { name: string; type: string; text: string }): Promise<void> {
  await page.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }));
    const area = document.querySelector('[data-drop-area]');
    for (const kind of ['dragover', 'drop']) area.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  })()`);
}
