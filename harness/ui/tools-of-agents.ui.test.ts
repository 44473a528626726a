import { expect, it } from 'vitest';
import { say } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

it('tools are switched off and get another time, and stay so until they are changed back', async () => {
  const { id } = await world.api.createAgent({ name: 'Careful', capabilities: ['math'] });
  const page = await world.visit(`/agents/${id}`);
  await page.getByText('5 tools').click();
  await page.getByRole('checkbox', { name: 'divide' }).uncheck();
  await page.getByLabel('Most seconds of a call of add').fill('2.5');
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  await page.getByRole('heading', { name: 'Careful v2' }).waitFor();
  const settings = async () =>
    (await world.api.json<{ tool_settings?: object }>('GET', `/v1/agents/${id}`)).tool_settings;
  expect(await settings()).toEqual({ divide: { enabled: false }, add: { timeout_ms: 2_500 } });
  // Saved settings may have closed the list again.
  if (!(await page.getByRole('checkbox', { name: 'divide' }).isVisible())) await page.getByText('5 tools').click();
  await page.getByRole('checkbox', { name: 'divide' }).check();
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  await page.getByRole('heading', { name: 'Careful v3' }).waitFor();
  expect(await settings()).toEqual({ add: { timeout_ms: 2_500 } });
});

it('settings of a capability are fields or JSON, and what the server refuses stands beside its field', async () => {
  const page = await world.visit('/agents/new');
  await page.getByLabel('Name', { exact: true }).fill('Searcher');
  await page.getByRole('checkbox', { name: /^Web search/ }).check();
  await page.getByLabel('backend', { exact: true }).selectOption('"searxng"');
  await page.getByRole('button', { name: 'Create agent' }).click();
  await page.getByText('Not saved: see the fields marked in red.').waitFor();
  expect(await page.getByLabel('base url').getAttribute('aria-invalid')).toBe('true');
  await page.getByRole('button', { name: 'Edit as JSON' }).last().click();
  await page.getByLabel('Settings as JSON').fill('{"backend": "provider", "max_searches": 2');
  await page.getByText('This is no JSON object yet, so it is not used.').waitFor();
  await page.getByLabel('Settings as JSON').fill('{"backend": "provider", "max_searches": 2}');
  await page.getByRole('button', { name: 'Create agent' }).click();
  await page.getByRole('heading', { name: 'Searcher v1' }).waitFor();
  const id = page.url().split('/').at(-1) ?? '';
  const { capabilities } = await world.api.json<{ capabilities: unknown[] }>('GET', `/v1/agents/${id}`);
  expect(capabilities.at(-1)).toEqual({ ref: 'web_search', config: { backend: 'provider', max_searches: 2 } });
});

it('an answer for which the provider has searched lists its sources, which open elsewhere', async () => {
  const search = { ref: 'web_search', config: { backend: 'provider' } };
  const { id } = await world.api.createSession({ capabilities: [search] });
  const page = await world.visit(`/sessions/${id}`);
  await say(page, 'Search the web for durable execution');
  const sources = page.getByRole('list', { name: 'Sources' });
  await sources.waitFor();
  const first = sources.getByRole('link').first();
  expect(await first.getAttribute('href')).toBe('https://example.com/simulated/1?q=durable%20execution');
  expect(await first.getAttribute('rel')).toContain('noreferrer');
  expect(await sources.getByRole('listitem').count()).toBe(2);
});
