import { expect, it } from 'vitest';
import { writeCall } from '../llm-simulator/write-call.ts';
import { say } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();
const PHONE = { viewport: { width: 375, height: 812 } };
/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const PROGRAM = 'for (let i = 0; i < 400; i += 1) console.log(`line ${i}`); return { lines: 400 }';

it('a long output is folded, opens, and is downloaded as a whole', async () => {
  const { id } = await world.api.createSession({ capabilities: ['code'] });
  const page = await world.visit(`/sessions/${id}`);
  await say(page, `${writeCall('run_javascript', { code: PROGRAM })}[[sim:next]][[sim:text Done.]]`);
  const output = page.getByLabel('Output', { exact: true });
  await output.getByText('line 399').waitFor({ state: 'attached' });
  await page.getByText('Done.', { exact: true }).waitFor();
  const folded = (await output.boundingBox())?.height ?? 0;
  const more = page.getByRole('button', { name: /^Show all .* characters/ });
  expect(await more.getAttribute('aria-expanded')).toBe('false');
  await more.click();
  await expect.poll(async () => (await output.boundingBox())?.height ?? 0).toBeGreaterThan(folded * 2);
  await page.getByRole('button', { name: 'Show less' }).waitFor();
  expect(await page.getByLabel('Value', { exact: true }).textContent()).toContain('"lines": 400');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download: Output' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('output.txt');
  let text = '';
  for await (const chunk of await download.createReadStream()) text += String(chunk);
  expect(text.split('\n')).toHaveLength(401);
});

it('a picture that the model looked at is seen, and a document without the marks for the model', async () => {
  const { id } = await world.api.createSession({ capabilities: ['session_file_system'] });
  const path = `/v1/sessions/${id}/fs`;
  await world.api.json('POST', `${path}/dot.png`, { body: { content: PIXEL, encoding: 'base64' } });
  await world.api.json('POST', `${path}/a.csv`, { body: { content: 'name,length\nbridge,1280\n' } });
  const page = await world.visit(`/sessions/${id}`, PHONE);
  const calls = [writeCall('view_image', { path: '/dot.png' }), writeCall('read_document', { path: '/a.csv' })];
  await say(page, calls.join(''));
  const picture = page.getByRole('img', { name: '/dot.png' });
  await picture.waitFor();
  expect(await picture.evaluate((image) => ('naturalWidth' in image ? image.naturalWidth : 0))).toBe(1);
  const text = page.getByLabel('Text of /a.csv', { exact: true });
  await text.waitFor();
  expect((await text.textContent())?.trim()).toBe('name,length\nbridge,1280');
  await expect
    .poll(() => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'))
    .toBeLessThanOrEqual(0);
});
