import { expect, it } from 'vitest';
import { DESK, PHONE } from './examine.ts';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();
const LONG = '[[sim:tps 40]][[sim:words 4000]]';

it('stops a turn that streams, and keeps what was said', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  await say(page, LONG);
  await page.getByText('Answering').waitFor();
  await page.getByRole('button', { name: 'Stop the turn' }).click();
  await page.getByText('Stopped.').waitFor();
  await page.getByText('Cut off here').waitFor();
  const turns = await world.api.json<{ data: { status: string }[] }>('GET', `/v1/sessions/${id}/turns`);
  expect(turns.data.map(({ status }) => status)).toEqual(['canceled']);
});

it('queues while the agent is busy; what waits is moved, edited and removed, and the rest runs after the stop', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  await say(page, LONG);
  await page.getByText('Answering').waitFor();
  // The first message is slow, and the second one must not overtake it.
  const held = Promise.withResolvers<void>();
  await page.route('**/messages', (route) => held.promise.then(() => route.continue()), { times: 1 });
  await say(page, 'first in the queue');
  await say(page, 'second in the queue');
  held.resolve();
  const waiting = page.getByRole('list', { name: 'Waiting messages' }).getByRole('listitem');
  await waiting.nth(1).waitFor();
  expect(await waiting.allInnerTexts()).toEqual(['first in the queue', 'second in the queue']);
  await waiting.nth(1).getByRole('button', { name: 'Move the waiting message up' }).click();
  await expect.poll(() => waiting.allInnerTexts()).toEqual(['second in the queue', 'first in the queue']);
  await waiting.first().getByRole('button', { name: 'Remove the waiting message' }).click();
  await waiting.nth(1).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => waiting.allInnerTexts()).toEqual(['first in the queue', 'second in the queue']);
  await waiting.nth(1).getByRole('button', { name: 'Remove the waiting message' }).click();
  await waiting.nth(1).waitFor({ state: 'detached' });
  await waiting.first().getByRole('button', { name: 'Edit the waiting message' }).click();
  await page.getByRole('textbox', { name: 'Waiting message' }).fill('[[sim:text Edited and answered.]]');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Stop the turn' }).click();
  await page.getByText('Edited and answered.', { exact: true }).waitFor();
  expect(await page.getByText('second in the queue').count()).toBe(0);
  expect(await waiting.count()).toBe(0);
});

it('steers the running turn at its next step', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  const hold = { tool_call: { id: 'h', name: 'peek', arguments: { label: 'x', hold_ms: 1500 } } };
  await say(page, script([[hold], ['The end of the script.']]));
  await page.getByRole('img', { name: 'Runs' }).waitFor();
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('[[sim:text Steered here.]]');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Steered here.', { exact: true }).waitFor();
  const turns = await world.api.json<{ data: unknown[] }>('GET', `/v1/sessions/${id}/turns`);
  expect(turns.data).toHaveLength(1);
});

it('a failed turn says why, in the words of the provider too, and is tried again', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  await say(page, script([[{ error: { status: 400, message: 'The parameter top_k is not supported.' } }]]));
  await page.getByRole('alert').getByText('provider_bad_request').waitFor();
  await page.getByLabel('What the provider said').getByText('The parameter top_k is not supported.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('article', { name: 'Turn' }).nth(1).getByRole('alert').waitFor();
  expect(await page.getByRole('article', { name: 'Turn' }).count()).toBe(2);
  // One message, one button: that of the last turn.
  expect((await world.api.events(id)).filter(({ type }) => type === 'input.message')).toHaveLength(1);
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
});

it('an image is shown before it is sent and after; another file overwrites none, and stands in the message, which the model is told', async () => {
  const { id } = await world.api.createSession();
  await world.api.json('POST', `/v1/sessions/${id}/fs/notes.txt`, { body: { content: 'of the agent' } });
  const page = await world.visit(`/sessions/${id}`);
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await page.getByLabel('Files', { exact: true }).setInputFiles([
    { name: 'pixel.png', mimeType: 'image/png', buffer: pixel },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
  ]);
  const toSend = page.getByRole('list', { name: 'To send with the message' });
  await toSend.getByRole('img').waitFor();
  await toSend.getByText('notes (2).txt').waitFor();
  await say(page, '[[sim:text Nice.]]');
  await page.getByText('Nice.', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Enlarge the image' }).count()).toBe(1);
  await page.getByRole('article', { name: 'Turn' }).getByRole('link', { name: 'notes (2).txt 5 B' }).waitFor();
  expect(await page.getByText('Attached file').count()).toBe(0);
  const [input] = (await world.api.events(id)).filter(({ type }) => type === 'input.message');
  expect(JSON.stringify(input)).toContain('Attached file: /notes (2).txt (5 bytes)');
  const kept = await world.api.json<{ content: string }>('GET', `/v1/sessions/${id}/fs/notes.txt`);
  expect(kept.content).toBe('of the agent');
});

it('two tabs on one session share one stream and show the same', async () => {
  const { id } = await world.api.createSession();
  const first = await world.visit(`/sessions/${id}`);
  await first.getByText('Say something').waitFor();
  let streams = 0;
  first.context().on('request', (request) => {
    if (request.url().endsWith('/sse') || request.url().includes('/sse?')) streams += 1;
  });
  const second = await world.visitBeside(first, `/sessions/${id}`);
  await second.getByText('Say something').waitFor();
  await say(second, '[[sim:text Said in the second tab.]]');
  for (const page of [first, second]) await page.getByText('Said in the second tab.', { exact: true }).waitFor();
  expect(streams).toBe(0);
  await first.close();
  await say(second, '[[sim:text Said after the first tab left.]]');
  await second.getByText('Said after the first tab left.', { exact: true }).waitFor();
  expect(streams).toBe(1);
});

it('leaving in mid-answer and coming back shows everything said so far, once', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  await say(page, LONG);
  await page.getByText('Answering').waitFor();
  const before = (await page.locator('.prose').innerText()).slice(0, 60);
  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await page.getByRole('heading', { name: 'Sessions' }).waitFor();
  await page.goBack();
  await page.getByText('Answering').waitFor();
  expect(await page.locator('.prose').count()).toBe(1);
  const after = await page.locator('.prose').innerText();
  expect(after.startsWith(before)).toBe(true);
  await page.getByRole('button', { name: 'Stop the turn' }).click();
});

it('a window that gets smaller still shows the end, unless somebody has scrolled up to read', async () => {
  const { id } = await world.api.createSession();
  for (const name of ['first', 'second']) await world.api.post(id, `[[sim:words 1500]] ${name}`, { wait: 60 });
  const page = await world.visit(`/sessions/${id}`, { viewport: DESK });
  const log = page.getByRole('log');
  const fromEnd = () => log.evaluate((list) => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight));
  await page
    .getByText(/tokens · /)
    .nth(1)
    .waitFor();
  await page.setViewportSize(PHONE);
  await expect.poll(() => log.evaluate((list) => list.clientWidth)).toBeLessThan(PHONE.width + 1);
  await expect.poll(fromEnd).toBeLessThan(2);
  expect(await page.getByRole('button', { name: 'Jump to the latest' }).count()).toBe(0);
  await log.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => log.evaluate((list) => list.scrollTop)).toBe(0);
  await page.getByRole('button', { name: 'Jump to the latest' }).waitFor();
  await page.setViewportSize(DESK);
  await expect.poll(() => log.evaluate((list) => list.clientWidth)).toBeGreaterThan(PHONE.width);
  expect(await page.getByRole('button', { name: 'Jump to the latest' }).isVisible()).toBe(true);
});
