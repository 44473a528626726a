import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { queryPostgres } from '../dev/query-postgres.ts';
import { examineHere, PHONE } from './examine.ts';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

const ASKS = { capabilities: ['math', 'ask_user'], tools_policy: { add: 'requires_approval' } };
const add = { tool_call: { id: 'x', name: 'add', arguments: { a: 40, b: 2 } } };
const ask = {
  tool_call: { id: 'q', name: 'ask_user', arguments: { question: 'Which region?', options: ['EU', 'US'] } },
};
const FORM = {
  type: 'object',
  properties: { size: { enum: ['S', 'L'] }, count: { type: 'integer' } },
  required: ['size', 'count'],
};
const askForm = {
  tool_call: { id: 'f', name: 'ask_user', arguments: { question: 'How many shirts?', schema: FORM } },
};

/** Starts a turn that asks, with an agent of this name, without a page. */
async function begin(name: string, replies: unknown[][]): Promise<string> {
  const agent = await world.api.createAgent({ name, ...ASKS });
  const body = { agent_id: agent.id, title: `Session of ${name}` };
  const { id } = await world.api.json<{ id: string }>('POST', '/v1/sessions', { body });
  await world.api.post(id, script(replies));
  return id;
}

/** The card of this agent in the inbox. */
const cardOf = (page: Page, name: string) => page.locator('main').getByRole('listitem').filter({ hasText: name });

async function resultsOf(id: string): Promise<string> {
  const results = (await world.api.events(id)).filter(({ type }) => type === 'tool.completed');
  return JSON.stringify(results.map(({ data }) => data['result']));
}

const decisionsOf = async (id: string) =>
  (await world.api.events(id))
    .filter(({ type }) => type === 'approval.resolved')
    .map(({ data }) => [data['decision'], data['answer']]);

it('a call is approved with arguments that were edited in a form, or as JSON; the badge and the inbox follow by themselves', async () => {
  const page = await world.visit('/approvals');
  await page.getByRole('heading', { name: 'Approvals', level: 1 }).waitFor();
  const polls: string[] = [];
  const id = await begin('Editor', [[add], [add], ['It is added.']]);
  const card = cardOf(page, 'Editor');
  await card.getByText('The agent asks to run add.').waitFor();
  await page.getByRole('link', { name: /^Approvals \d+ waiting$/ }).waitFor();
  page.on('request', (request) => request.url().includes('/v1/approvals') && polls.push(request.url()));
  await card.getByText(/expires in [67] days/).waitFor();
  await card.getByRole('button', { name: 'Edit arguments' }).click();
  await card.getByLabel('b', { exact: true }).fill('2.5');
  await card.getByRole('button', { name: 'Write JSON instead' }).click();
  const field = card.getByLabel('Arguments', { exact: true }).last();
  expect(JSON.parse(await field.inputValue())).toEqual({ a: 40, b: 2.5 });
  await field.fill('{"a": 1');
  await card.getByText(/^This is not JSON/).waitFor();
  await field.fill('{"a": 1, "b": 2}');
  await card.getByRole('button', { name: 'Use the form instead' }).click();
  await card.getByLabel('a', { exact: true }).fill('5');
  expect(await examineHere(page, 'approval-edited')).toEqual([]);
  // While nothing happened nothing was asked by a timer. One hint may come after the card, if the feed opened late.
  expect(new Set(polls).size).toBe(polls.length);
  await card.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => resultsOf(id)).toContain('7');
  // The second call asks anew.
  await card.getByRole('button', { name: 'Approve' }).click();
  await card.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Decided' }).click();
  await cardOf(page, 'Editor').getByText('approved', { exact: true }).first().waitFor();
  await cardOf(page, 'Editor').getByText('by operator').first().waitFor();
});

it('calls are denied by keyboard alone, and questions are answered with a button and in a form', async () => {
  const { id } = await world.api.createSession(ASKS);
  const page = await world.visit(`/sessions/${id}`);
  await say(page, script([[add], [ask], [askForm], ['Thank you.']]));
  await page.getByRole('group', { name: 'Decide on add' }).focus();
  await page.keyboard.press('d');
  await page.getByText('Which region?', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'EU' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('How many shirts?', { exact: true }).waitFor();
  await page.getByLabel('size').selectOption('L');
  await page.getByLabel('count').fill('3');
  await examineHere(page, 'question-form');
  await page.keyboard.press('Enter');
  await page.getByText('Thank you.', { exact: true }).waitFor();
  expect(await decisionsOf(id)).toEqual([
    ['deny', undefined],
    ['answer', 'EU'],
    ['answer', { size: 'L', count: 3 }],
  ]);
});

it('what one tab decides is gone in the other, and what expires says so', async () => {
  const page = await world.visit('/approvals');
  const other = await world.visitBeside(page, '/approvals');
  const id = await begin('Twin', [[add], [add], ['Well then.']]);
  const cards = [page, other].map((tab) => cardOf(tab, 'Twin').getByRole('button', { name: 'Approve' }));
  for (const button of cards) await button.waitFor();
  await cards[1]?.click();
  await expect.poll(() => decisionsOf(id)).toEqual([['approve', undefined]]);
  // The second call of the same turn.
  await expect
    .poll(async () => (await world.api.events(id)).filter(({ type }) => type === 'approval.requested').length)
    .toBe(2);
  await cards[0]?.waitFor();
  await queryPostgres(inject('sharedUi').database, `update waits set expires_at = now() where session_id = '${id}'`);
  for (const tab of [page, other]) await cardOf(tab, 'Twin').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Decided' }).click();
  await cardOf(page, 'Twin').getByText('expired', { exact: true }).waitFor();
  expect(await examineHere(page, 'approvals-decided')).toEqual([]);
});

it('on a phone an approval is read and denied with a reason', async () => {
  const id = await begin('Pocket', [[add], ['I do not.']]);
  const page = await world.visit('/approvals', { viewport: PHONE });
  const card = cardOf(page, 'Pocket');
  await card.getByLabel('Reason').fill('Not today.');
  expect(await examineHere(page, 'approval-phone')).toEqual([]);
  await card.getByRole('button', { name: 'Deny' }).click();
  await card.waitFor({ state: 'detached' });
  await expect.poll(() => resultsOf(id)).toContain('Not today.');
});
