import { expect, it } from 'vitest';
import { say } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

it('an agent is made, changed into its next version, copied, and archived', async () => {
  const page = await world.visit('/agents/new');
  await page.getByLabel('Name', { exact: true }).fill('Clerk of the test');
  await page.getByRole('textbox', { name: 'System prompt' }).fill('You **file** things.');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.locator('strong', { hasText: 'file' }).waitFor();
  await page.getByRole('tab', { name: 'Write' }).click();
  await page.getByRole('checkbox', { name: /^Todo list/ }).check();
  await page.getByRole('button', { name: 'Create agent' }).click();
  await page.getByRole('heading', { name: 'Clerk of the test v1' }).waitFor();
  await page.getByLabel('Tags').fill('office, paper');
  await page.getByLabel('Most steps of a turn').fill('7');
  const models = page.getByLabel('Fallback model');
  await models.selectOption({ index: 1 });
  const fallback_model_id = await models.inputValue();
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  await page.getByRole('heading', { name: 'Clerk of the test v2' }).waitFor();
  const id = page.url().split('/').at(-1) ?? '';
  const saved = await world.api.json<Record<string, unknown>>('GET', `/v1/agents/${id}`);
  expect(saved).toMatchObject({
    system_prompt: 'You **file** things.',
    tags: ['office', 'paper'],
    limits: { max_iterations: 7 },
    fallback_model_id,
    capabilities: ['current_time', 'math', 'stateless_todo_list'],
    version: 2,
  });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Copy' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(id));
  const archive = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
    await page.getByText('archived', { exact: true }).waitFor();
  };
  await archive();
  expect(await page.getByLabel('Tags').isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('archived', { exact: true }).waitFor({ state: 'detached' });
  await archive();
  await page.getByRole('button', { name: 'Make active again' }).click();
  await page.getByText('archived', { exact: true }).waitFor({ state: 'detached' });
  await archive();
  await page.goto(world.url('/agents?search=Clerk%20of%20the%20test&status=archived'));
  await page.locator('main').getByRole('listitem').first().waitFor();
  expect(await page.locator('main').getByRole('listitem').count()).toBe(1);
});

it('a field that the server refuses is named', async () => {
  const page = await world.visit('/agents/new');
  await page.getByLabel('Name', { exact: true }).fill('x'.repeat(3_000));
  await page.getByRole('button', { name: 'Create agent' }).click();
  await page.getByText('Not saved: see the fields marked in red.').waitFor();
  const told = page.getByText(/^This must be at most \d+ bytes\.$/);
  expect(await told.count()).toBe(1);
  expect(await page.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true');
  expect(new URL(page.url()).pathname).toBe('/agents/new');
});

it('an agent is imported from a file and exported to the same', async () => {
  const page = await world.visit('/agents');
  const text = '---\nname: Imported agent\ncapabilities:\n  - math\n---\nYou came from a file.\n';
  await page
    .getByLabel('Agent file')
    .setInputFiles({ name: 'agent.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await page.getByRole('heading', { name: 'Imported agent v1' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'System prompt' }).inputValue()).toContain('You came from a file.');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('Imported-agent.md');
});

it('a provider is added without its key ever coming back, checked, and deleted; a model becomes the default', async () => {
  const page = await world.visit('/settings/providers');
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await page.getByLabel('Kind').selectOption('llmsim');
  await page.getByLabel('Name').fill('Spare');
  await page.getByLabel('API key').fill('sk-canary-of-the-ui');
  await page.getByRole('button', { name: 'Add and check' }).click();
  await page.getByText('The simulator is built in.').waitFor();
  await page.keyboard.press('Escape');
  const row = page.locator('main').getByRole('listitem').filter({ hasText: 'Spare' });
  await row.getByText('key stored').waitFor();
  await row.getByRole('button', { name: 'Edit Spare' }).click();
  expect(await page.getByLabel('API key').inputValue()).toBe('');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByRole('button', { name: 'Add a model' }).click();
  await page.getByLabel('Provider').selectOption({ label: 'Spare' });
  await page.getByLabel('Model id').fill('llmsim-spare');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const model = page.getByRole('listitem').filter({ hasText: 'llmsim-spare' });
  await model.getByRole('button', { name: 'Limits' }).click();
  await page.getByLabel('Context window').fill('8000');
  await page.getByLabel('Behaves like').selectOption('ollama');
  await page.getByText('Compatibility switches').click();
  await page.getByLabel('Takes stream_options').selectOption('no');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await model.getByRole('button', { name: 'Limits' }).click();
  expect(await page.getByLabel('Behaves like').inputValue()).toBe('ollama');
  await page.keyboard.press('Escape');
  await model.getByRole('button', { name: 'Check llmsim-spare' }).click();
  await page.getByRole('dialog').getByText('The model answers and calls tools.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Providers' }).click();
  await row.getByRole('button', { name: 'Delete Spare' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await row.waitFor({ state: 'detached' });
});

it('one dialog leads from a key over the models that the provider lists to an answer', async () => {
  await world.api.createAgent({ name: 'Talker' });
  const page = await world.visit('/settings/providers');
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await page.getByLabel('Kind').selectOption('openai_compatible');
  await page.getByLabel('Name').fill('Rack');
  await page.getByLabel('Address').fill(`${world.simulatorUrl}/v1`);
  await page.getByLabel('API key').fill('sk-rack');
  await page.getByRole('button', { name: 'Add and check' }).click();
  await page.getByText(/The provider offers \d+ models\./).waitFor();
  const models = page.getByRole('list', { name: 'Models' });
  const name = (await models.getByRole('listitem').first().innerText()).trim();
  await models.getByRole('checkbox').first().check();
  expect(await page.getByLabel('Default model').inputValue()).toBe(name);
  await page.getByLabel('Default model').selectOption('');
  await page.getByRole('button', { name: 'Add the model' }).click();
  await page.getByRole('button', { name: 'Talk to it' }).click();
  await page.waitForURL('**/sessions/*');
  await page.getByLabel('Model', { exact: true }).selectOption({ label: name });
  await say(page, '[[sim:text Here at last.]]');
  await page.getByText('Here at last.', { exact: true }).waitFor();
  const id = page.url().split('/').at(-1) ?? '';
  const { model_id } = await world.api.json<{ model_id: string }>('GET', `/v1/sessions/${id}`);
  const model = await world.api.json<object>('GET', `/v1/llm-models/${model_id}`);
  expect(model).toMatchObject({ model_id: name, provider_name: 'Rack', is_default: false });
});

it('a template fills the form of a new agent, and each has its own unsaved changes', async () => {
  const page = await world.visit('/agents/new');
  const name = page.getByLabel('Name', { exact: true });
  await page.getByRole('button', { name: /^Researcher/ }).click();
  await expect.poll(() => name.inputValue()).toBe('Researcher');
  await name.fill('Ada');
  await page.getByRole('button', { name: /^Programmer/ }).click();
  await expect.poll(() => name.inputValue()).toBe('Programmer');
  await page.getByRole('button', { name: /^Researcher/ }).click();
  await expect.poll(() => name.inputValue()).toBe('Ada');
  await page.getByRole('button', { name: 'Create agent' }).click();
  await page.getByRole('heading', { name: 'Ada v1' }).waitFor();
  const saved = await world.api.json<object>('GET', `/v1/agents/${page.url().split('/').at(-1)}`);
  expect(saved).toMatchObject({
    capabilities: [
      { ref: 'web_search', config: { backend: 'provider' } },
      'research',
      'web_fetch',
      'session_file_system',
      'current_time',
    ],
  });
});
