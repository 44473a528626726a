import { expect, it } from 'vitest';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

const ASKS = { capabilities: ['math', 'ask_user'], tools_policy: { add: 'requires_approval' } };
const add = { tool_call: { id: 'x', name: 'add', arguments: { a: 40, b: 2 } } };
const ask = {
  tool_call: { id: 'q', name: 'ask_user', arguments: { question: 'Which region?', options: ['EU', 'US'] } },
};

it('a call that needs an approval is shown in the chat and in the inbox, with a badge, and runs with edited arguments', async () => {
  const { id } = await world.api.createSession(ASKS);
  const page = await world.visit(`/sessions/${id}`);
  await say(page, script([[add], ['It is added.']]));
  await page.getByText('The agent asks to run add.').waitFor();
  await page.getByRole('link', { name: 'Approvals 1 waiting' }).click();
  await page.getByRole('heading', { name: 'Approvals', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Edit arguments' }).click();
  const field = page.getByLabel('Arguments', { exact: true }).last();
  await field.fill('{"a": 1');
  await page.getByText(/^This is not JSON/).waitFor();
  await field.fill('{"a": 1, "b": 2}');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Nothing waits for a person').waitFor();
  await page.getByRole('button', { name: 'Decided' }).click();
  await page.getByText('approve', { exact: true }).waitFor();
  await page.goto(world.url(`/sessions/${id}`));
  await page.getByText('It is added.', { exact: true }).waitFor();
  const results = (await world.api.events(id)).filter(({ type }) => type === 'tool.completed');
  expect(JSON.stringify(results.map(({ data }) => data['result']))).toContain('3');
});

it('a call is denied by keyboard, and a question is answered with a button', async () => {
  const { id } = await world.api.createSession(ASKS);
  const page = await world.visit(`/sessions/${id}`);
  await say(page, script([[add], [ask], ['Thank you.']]));
  await page.getByRole('group', { name: 'Decide on add' }).focus();
  await page.keyboard.press('d');
  await page.getByText('Which region?', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'EU' }).click();
  await page.getByText('Thank you.', { exact: true }).waitFor();
  const decided = (await world.api.events(id)).filter(({ type }) => type === 'approval.resolved');
  expect(decided.map(({ data }) => [data['decision'], data['answer']])).toEqual([
    ['deny', undefined],
    ['answer', 'EU'],
  ]);
});
