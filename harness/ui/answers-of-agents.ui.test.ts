import { expect, it } from 'vitest';
import { useUi } from './use-ui.ts';

const world = useUi();

interface Saved {
  controls?: object;
  tools_policy?: object;
  tool_settings?: object;
}

it('what an agent asks of every answer, and which calls ask a person, is edited, refused beside its field, saved and emptied', async () => {
  const controls = { stop: ['END', '\n\n'], temperature: 0.5 };
  const { id } = await world.api.createAgent({ name: 'Asked', capabilities: ['math'], controls });
  const saved = () => world.api.json<Saved>('GET', `/v1/agents/${id}`);
  const page = await world.visit(`/agents/${id}`);
  const field = (name: string) => page.getByLabel(name, { exact: true });
  const save = () => page.getByRole('button', { name: 'Save as the next version' }).click();
  expect(await field('Texts that end an answer').inputValue()).toBe('END\n\\n\\n');
  await field('Temperature').fill('');
  await field('Top P').fill('0.9');
  await field('Reasoning effort').selectOption('low');
  await field('Tools').selectOption('this one must be called');
  await field('Name of the tool').fill('nowhere');
  await field('Form of the last answer').selectOption('JSON that fits a schema');
  await field('JSON Schema').fill('{"type":');
  await page.getByText('This is no JSON object yet.').waitFor();
  await save();
  expect((await saved()).controls).toEqual(controls);
  await field('JSON Schema').fill('{"type":"object"}');
  await page.getByText('5 tools').click();
  await field('Calls of add').selectOption('ask a person');
  await page.getByRole('checkbox', { name: 'divide' }).uncheck();
  await field('Tool or pattern').fill('github__*');
  await page.getByRole('button', { name: 'Let it ask' }).click();
  await field('Name of the tool').fill('add');
  await save();
  await page.getByRole('heading', { name: 'Asked v2' }).waitFor();
  expect(await saved()).toMatchObject({
    controls: {
      stop: controls.stop,
      top_p: 0.9,
      reasoning: { effort: 'low' },
      tool_choice: { name: 'add' },
      response_format: { type: 'json_schema', name: 'answer', schema: { type: 'object' } },
    },
    tools_policy: { add: 'requires_approval', 'github__*': 'requires_approval' },
    tool_settings: { divide: { enabled: false } },
  });
  expect((await saved()).controls).not.toHaveProperty('temperature');
  await page.getByRole('button', { name: 'Remove github__*' }).click();
  await field('Tools').selectOption('');
  await field('Form of the last answer').selectOption('');
  await save();
  await page.getByRole('heading', { name: 'Asked v3' }).waitFor();
  expect(await saved()).toMatchObject({ tools_policy: { add: 'requires_approval' } });
  expect((await saved()).tools_policy).toEqual({ add: 'requires_approval' });
  expect((await saved()).controls).toEqual({ stop: controls.stop, top_p: 0.9, reasoning: { effort: 'low' } });
});
