import { expect, it } from 'vitest';
import { useUi } from './use-ui.ts';

const world = useUi();

it('a tool is run with arguments of a form, and each call of the visit shows its result', async () => {
  const page = await world.visit('/capabilities/math');
  await page.getByText('Add b to a.', { exact: false }).click();
  await page.getByRole('link', { name: 'Run it in the playground' }).first().click();
  await page.getByRole('heading', { name: 'Playground' }).waitFor();
  await page.getByLabel('Tool').selectOption('add');
  await page.getByLabel('a', { exact: true }).fill('6');
  await page.getByLabel('b', { exact: true }).fill('7');
  await page.getByRole('button', { name: 'Run' }).click();
  const call = page.getByRole('listitem', { name: 'Call of add' });
  await call.getByRole('img', { name: 'Succeeded' }).waitFor();
  await page.getByRole('button', { name: 'Write JSON instead' }).click();
  await page.getByRole('textbox', { name: 'Arguments' }).fill('{"a": 1}');
  await page.getByRole('button', { name: 'Run' }).click();
  await call.first().getByRole('img', { name: 'Failed' }).waitFor();
  expect(await call.count()).toBe(2);
  await call.last().getByRole('link', { name: 'Open its session' }).click();
  await page.getByRole('heading', { name: 'Playground: add' }).waitFor();
});

it('a call that must not be repeated asks first, and settings that a capability refuses are said', async () => {
  const page = await world.visit('/playground?capability=http&tool=http_request');
  await page.getByRole('textbox', { name: 'Arguments' }).fill('{"method": "POST", "url": "http://127.0.0.1:9/"}');
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('alert').first().waitFor();
  await page.getByLabel('hosts').fill('127.0.0.1');
  await page.getByRole('button', { name: 'Run' }).click();
  const call = page.getByRole('listitem', { name: 'Call of http_request' });
  await call.getByRole('button', { name: 'Deny' }).click();
  await call.getByText('denied', { exact: false }).first().waitFor();
});

it('a file that a tool writes opens in the session of its call', async () => {
  const page = await world.visit('/playground?capability=session_file_system&tool=write_file');
  const json = page.getByRole('button', { name: 'Write JSON instead' });
  await page.getByRole('button', { name: 'Run' }).waitFor();
  if (await json.isVisible()) await json.click();
  await page.getByRole('textbox', { name: 'Arguments' }).fill('{"path": "/made.txt", "content": "made here"}');
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('listitem', { name: 'Call of write_file' }).getByRole('link', { name: '/made.txt' }).click();
  await page.waitForURL('**/sessions/**');
  await page.getByText('made here').first().waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/sessions\//);
});
