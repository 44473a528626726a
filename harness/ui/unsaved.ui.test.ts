import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { useUi } from './use-ui.ts';

const world = useUi();

it('unsaved changes of an agent outlive a click elsewhere, the way back and a change by somebody else, until they are discarded', async () => {
  const agent = await world.api.createAgent({ name: 'Guarded', system_prompt: 'before' });
  const page = await world.visit(`/agents/${agent.id}`);
  const prompt = page.getByRole('textbox', { name: 'System prompt' });
  await prompt.fill('written for an hour');
  await page.getByText('You have unsaved changes. This browser keeps them').waitFor();
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
  await world.api.json('PATCH', `/v1/agents/${agent.id}`, { body: { system_prompt: 'of somebody else' } });
  await page.goBack();
  await expect.poll(() => prompt.inputValue()).toBe('written for an hour');
  await page.reload();
  await page.getByText('somebody else has saved another version').waitFor();
  expect(await prompt.inputValue()).toBe('written for an hour');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect.poll(() => prompt.inputValue()).toBe('of somebody else');
  expect(await page.getByText('You have unsaved changes').count()).toBe(0);
});

it('unsaved text of a file outlives another file and another tab; when the agent writes the file, both are shown and merged', async () => {
  const { id } = await world.api.createSession();
  const put = (name: string, content: string, method: 'POST' | 'PUT' = 'POST') =>
    world.api.json(method, `/v1/sessions/${id}/fs/${name}`, { body: { content } });
  await put('a.txt', 'one\ntwo\nthree\n');
  await put('b.txt', 'other');
  const page = await world.visit(`/sessions/${id}?tab=files&file=/a.txt`);
  const editor = page.locator('.cm-content');
  const shows = (text: string) => expect.poll(() => editor.innerText()).toContain(text);
  await shows('three');
  await editor.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('MINE ');
  await page.getByText('Unsaved changes. This browser keeps them').waitFor();
  await page.getByRole('button', { name: 'b.txt' }).click();
  await shows('other');
  await page.getByRole('tab', { name: 'Chat' }).click();
  await page.getByRole('tab', { name: 'Files' }).click();
  await page.getByRole('button', { name: 'a.txt' }).click();
  await shows('MINE one');
  await put('a.txt', 'one\ntwo\nTHREE of the agent\n', 'PUT');
  await page.getByText('This file was written while you edited it.').waitFor();
  await page.getByRole('button', { name: 'Take theirs' }).last().click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const { content } = await world.api.json<{ content: string }>('GET', `/v1/sessions/${id}/fs/a.txt`);
  expect(content).toBe('MINE one\ntwo\nTHREE of the agent\n');
  expect(await page.getByText('This file was written').count()).toBe(0);
});

it('a new file of a name that is there is refused, and the file stays what it was', async () => {
  const { id } = await world.api.createSession();
  await world.api.json('POST', `/v1/sessions/${id}/fs/a.txt`, { body: { content: 'kept' } });
  const page = await world.visit(`/sessions/${id}?tab=files`);
  await page.getByRole('button', { name: 'New file' }).click();
  await page.getByRole('textbox', { name: 'Path of the new file' }).fill('a.txt');
  await page.keyboard.press('Enter');
  await page.getByText(/already|exists/).waitFor();
  const { content } = await world.api.json<{ content: string }>('GET', `/v1/sessions/${id}/fs/a.txt`);
  expect(content).toBe('kept');
});

it('unsaved text of a file goes with it to its new name, which may have any character, and is downloaded', async () => {
  const { id } = await world.api.createSession();
  await world.api.json('POST', `/v1/sessions/${id}/fs/a.txt`, { body: { content: 'kept' } });
  const page = await world.visit(`/sessions/${id}?tab=files&file=/a.txt`);
  const editor = page.locator('.cm-content');
  await expect.poll(() => editor.innerText()).toBe('kept');
  await editor.click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('MINE ');
  await page.getByText('Unsaved changes. This browser keeps them').waitFor();
  await page.getByRole('button', { name: 'Move or rename' }).click();
  await page.getByLabel('New path').fill('/what? #1 100%.txt');
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByRole('heading', { name: '/what? #1 100%.txt' }).waitFor();
  await expect.poll(() => editor.innerText()).toBe('MINE kept');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toBe('kept');
});

it('a click beside a dialog does not throw away what was typed in it', async () => {
  const page = await world.visit('/settings/mcp-servers');
  await page.getByRole('button', { name: 'Add a server' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill('https://mcp.example.com/mcp');
  await page.mouse.click(5, 5);
  expect(await dialog.getByLabel('Address').inputValue()).toBe('https://mcp.example.com/mcp');
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  await page.getByRole('button', { name: 'Add a server' }).click();
  await dialog.waitFor();
  await page.mouse.click(5, 5);
  await expect.poll(() => dialog.count()).toBe(0);
});
