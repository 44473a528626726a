import { expect, it } from 'vitest';
import { say } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi({ env: {} });

it('the control plane dies in mid-stream and comes back: the strip says so, nothing is lost or doubled', async () => {
  const { id } = await world.api.createSession();
  const [controlPlane] = world.stack.controlPlanes;
  const page = await world.visit(`/sessions/${id}`);
  await say(page, '[[sim:tps 60]][[sim:words 300]]');
  await page.getByText('Answering').waitFor();
  await page.locator('.prose').waitFor();
  await controlPlane?.kill();
  await page.getByText('The control plane is away').waitFor();
  const message = page.getByRole('textbox', { name: 'Message', exact: true });
  await message.fill('typed while it was away');
  await controlPlane?.start();
  await page.getByText('The control plane is away').waitFor({ state: 'detached' });
  await page
    .getByText(/tokens/)
    .last()
    .waitFor();
  await page.getByText('Idle').waitFor();
  expect(await message.inputValue()).toBe('typed while it was away');
  expect(await page.locator('.prose').count()).toBe(1);
  const events = await world.api.events(id);
  const said = events.filter(({ type }) => type === 'output.message.completed').map(({ data }) => readText(data));
  expect(await page.locator('.prose').innerText()).toBe(said.join(''));
  await page.getByText(/^The process that ran this turn died\. Another process went on after .* of silence/).waitFor();
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.getByText(/^taken over after/).waitFor();
  await page.locator('[data-segment="silent"]').click();
  const panel = page.getByRole('region', { name: 'Span' });
  await panel.getByText(/The process that ran this attempt died or gave no sign of life/).waitFor();
  expect(new URL(page.url()).searchParams.get('span')).toBe('reason-1');
});

it('a message that cannot be sent says so, outlives a reload, and sends itself, once', async () => {
  const { id } = await world.api.createSession();
  const page = await world.visit(`/sessions/${id}`);
  await page.getByText('Say something').waitFor();
  await page.route('**/messages', (route) => route.abort());
  await say(page, '[[sim:text Here at last.]]');
  const notice = page.getByText('The server cannot be reached. The message is sent as soon as it can be.');
  await notice.waitFor({ timeout: 20_000 });
  await page.reload();
  await notice.waitFor({ timeout: 20_000 });
  await page.unroute('**/messages');
  await page.getByText('Here at last.', { exact: true }).waitFor();
  expect(await page.getByRole('article', { name: 'Turn' }).count()).toBe(1);
  expect(await notice.count()).toBe(0);
});

function readText(data: Record<string, unknown>): string {
  const { message } = data as { message: { content: { text?: string }[] } };
  return message.content.map(({ text = '' }) => text).join('');
}
