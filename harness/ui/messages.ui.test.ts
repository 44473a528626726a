import { expect, it } from 'vitest';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

it('a message is copied and linked; code has colors, also in what a person wrote', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByText('Say something').waitFor();
  await say(
    page,
    `Look:\n~~~js\nconst mine = 1;\n~~~\n${script([['Yours:\n\n~~~ts\nconst yours: number = 2;\n~~~']])}`,
  );
  const keywords = page.locator('.hljs-keyword', { hasText: 'const' });
  await keywords.nth(1).waitFor();
  const answer = page.getByRole('article', { name: 'Turn' }).locator('> div').nth(1);
  await answer.hover();
  await answer.getByRole('button', { name: 'Copy the message' }).click();
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toContain('const yours: number = 2;');
  await answer.getByRole('button', { name: 'Copy a link to the message' }).click();
  await page.getByText('The link is copied.').waitFor();
  const link = String(await page.evaluate('navigator.clipboard.readText()'));
  expect(link).toBe(world.url(`/sessions/${id}#${(await answer.getAttribute('id')) ?? ''}`));
});

it('a link to a message shows it, however much was said after it', async () => {
  const { id } = await world.api.createSession();
  for (const name of ['first', 'second', 'third']) await world.api.post(id, `[[sim:words 400]] ${name}`, { wait: 60 });
  const { data } = await world.api.json<{ data: { id: string }[] }>('GET', `/v1/sessions/${id}/messages?order=asc`);
  const page = await world.visit(`/sessions/${id}#${data[0]?.id}`);
  // The beginning of the first message is the session's title, too.
  const conversation = page.getByRole('log');
  await conversation.getByText('[[sim:words 400]] first').waitFor();
  await expect.poll(() => conversation.evaluate((log) => log.scrollTop)).toBeLessThan(100);
});

it('an unknown address, and a session that does not exist, are pages with a way back', async () => {
  const page = await world.visit('/no/such/page');
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' }).waitFor();
  for (const id of ['nope', '01890000-0000-7000-8000-00000000dead']) {
    await page.goto(world.url(`/sessions/${id}`));
    await page.getByText('There is no such session').waitFor();
    await page.getByRole('link', { name: 'All sessions' }).click();
    await page.getByRole('heading', { name: 'Sessions' }).waitFor();
  }
});

it('the title of a page says what is open', async () => {
  const agent = await world.api.createAgent({ name: 'Named clerk' });
  const page = await world.visit('/no/such/page');
  const isCalled = (name: string) => expect.poll(() => page.title()).toBe(`${name} · Everruns`);
  await isCalled('No such page');
  for (const [address, name] of [
    [`/agents/${agent.id}`, 'Named clerk'],
    ['/capabilities/nothing', 'No such capability'],
    ['/capabilities/math', 'Math'],
  ] as const) {
    await page.goto(world.url(address));
    await isCalled(name);
  }
});

it('formulas are drawn, their script comes with the first one, and nothing in them is a link or HTML', async () => {
  const { id } = await world.api.createSession();
  const said = [
    String.raw`Euler: $e^{i\pi} + 1 = 0$, for $5 and $10.`,
    String.raw`$$\sum_{k=1}^n k = \frac{n(n+1)}{2}$$`,
    String.raw`$\href{javascript:alert(1)}{x}$ and $\text{<img src=x onerror=alert(1)>}$ and $\unknown{$`,
  ].join('\n\n');
  await world.api.post(id, 'Hello', { wait: 60 });
  const page = await world.visit(`/sessions/${id}`);
  const scripts: string[] = [];
  page.on('request', (request) => void (request.resourceType() === 'script' && scripts.push(request.url())));
  await page.getByText(/ tokens · /).waitFor();
  scripts.length = 0;
  await say(page, script([[said]]));
  const answer = page.getByRole('article', { name: 'Turn' }).last().locator('[aria-busy]');
  await answer.locator('math mfrac').waitFor();
  expect(scripts.length).toBeGreaterThan(0);
  expect(await answer.locator('math[display=block]').count()).toBe(1);
  expect(await answer.getByText('for $5 and $10.').count()).toBe(1);
  expect(await answer.locator('math a, math img, math [href]').count()).toBe(0);
  await answer.locator('code', { hasText: String.raw`\unknown{` }).waitFor();
});

it('a click on a tab shows no focus ring, and a key does', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  const outline = () => page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect.poll(outline).toBe('none');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await expect.poll(outline).not.toBe('none');
});

it('an answer is called bad with a comment, which stays, and is taken back', async () => {
  const { id } = await world.api.createSession();
  await world.api.post(id, 'Hello', { wait: 60 });
  const page = await world.visit(`/sessions/${id}`);
  const bad = page.getByRole('button', { name: 'Bad answer' });
  await bad.focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Comment').fill('Too short');
  await page.keyboard.press('Control+Enter');
  const notes = page.getByRole('list', { name: 'Feedback' });
  await notes.getByText('You: Too short').waitFor();
  await expect.poll(() => bad.getAttribute('aria-pressed')).toBe('true');
  await page.reload();
  await notes.getByText('You: Too short').waitFor();
  await bad.click();
  await notes.waitFor({ state: 'detached' });
});
