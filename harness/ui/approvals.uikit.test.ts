import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { queryPostgres } from '../dev/query-postgres.ts';
import { DESK, examineHere, PHONE } from './examine.ts';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

const ASKS = { capabilities: ['math', 'ask_user'], tools_policy: { add: 'requires_approval' } };
const add = { tool_call: { id: 'x', name: 'add', arguments: { a: 40, b: 2 } } };
const ask = {
  tool_call: { id: 'q', name: 'ask_user', arguments: { question: 'Which region?', options: ['EU', 'US'] } },
};
const FORM = { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] };
const askForm = { tool_call: { id: 'f', name: 'ask_user', arguments: { question: 'How many?', schema: FORM } } };

const decisionsOf = async (id: string) =>
  (await world.api.events(id)).filter(({ type }) => type === 'approval.resolved').map(({ data }) => data);
const resultsOf = async (id: string) =>
  JSON.stringify(
    (await world.api.events(id)).filter(({ type }) => type === 'tool.completed').map(({ data }) => data['result']),
  );
const groupOf = (page: Page) => page.getByRole('group', { name: 'Decide on add' });

/** Presses Tab until the focused control has this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate<string>(
      `(() => { const one = document.activeElement; const labels = [...(one.labels ?? [])].map((each) => each.textContent);
        return one.getAttribute('aria-label') ?? (labels.join(' ') || one.textContent.trim()); })()`,
    );
  for (let press = 0; press < 80; press += 1) {
    await page.keyboard.press('Tab');
    if ((await focused()) === name) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

it('by keyboard alone calls are approved, approved with other arguments, and denied with a reason, in the chat', async () => {
  const { id } = await world.api.createSession(ASKS);
  const page = await world.visit(`/sessions/${id}`);
  await say(page, script([[add], [add], [add], ['Three times.']]));
  await groupOf(page).waitFor();
  expect(await examineHere(page, 'chat-approval')).toEqual([]);
  await page.getByRole('main').focus();
  await tabTo(page, 'Decide on add');
  await page.keyboard.press('a');
  await expect.poll(() => resultsOf(id)).toContain('42');
  await page.getByText('Approved by operator').waitFor();
  await groupOf(page).waitFor();
  await tabTo(page, 'Edit arguments');
  await page.keyboard.press('Enter');
  await tabTo(page, 'a');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('98');
  await tabTo(page, 'Approve');
  await page.keyboard.press('Enter');
  await page.getByText('Approved by operator, with other arguments').waitFor();
  await expect.poll(() => resultsOf(id)).toContain('100');
  await groupOf(page).waitFor();
  await tabTo(page, 'Reason');
  await page.keyboard.type('Enough.');
  await page.keyboard.press('Shift+Tab');
  await groupOf(page).focus();
  await page.keyboard.press('d');
  await page.getByText('Three times.', { exact: true }).waitFor();
  expect((await decisionsOf(id)).map(({ decision }) => decision)).toEqual(['approve', 'approve', 'deny']);
  expect(await resultsOf(id)).toContain('Enough.');
  expect(await examineHere(page, 'chat-decided')).toEqual([]);
}, 120_000);

it('of two tabs that press at the same moment one decides, and the other is told by whom', async () => {
  const { id } = await world.api.createSession(ASKS);
  const page = await world.visit(`/sessions/${id}`);
  const other = await world.visitBeside(page, `/sessions/${id}`);
  const rounds = 5;
  let told = 0;
  // The same call with the same result again and again would end the turn.
  const calls = Array.from({ length: rounds }, (_, a) => [{ tool_call: { ...add.tool_call, arguments: { a, b: 2 } } }]);
  await say(page, script([...calls, ['Done at last.']]));
  for (let round = 1; round <= rounds; round += 1) {
    // The card of this call, and not the one that is about to go.
    const cardOf = (tab: Page) => tab.locator('div', { hasText: `a: ${round - 1}, b: 2` }).last();
    const buttons = [page, other].map((tab) => cardOf(tab).getByRole('button', { name: 'Approve' }));
    for (const button of buttons) await button.waitFor();
    await expect.poll(() => decisionsOf(id)).toHaveLength(round - 1);
    // Both are pressed in one moment of each page, whatever Playwright would wait for.
    await Promise.all(buttons.map((button) => button.dispatchEvent('click').catch(() => undefined)));
    await expect.poll(() => decisionsOf(id)).toHaveLength(round);
    for (const tab of [page, other]) told += await tab.getByText(/^It was decided already, by operator/).count();
  }
  for (const tab of [page, other]) await tab.getByText('Done at last.', { exact: true }).waitFor();
  expect((await decisionsOf(id)).map(({ decision }) => decision)).toEqual(Array(rounds).fill('approve'));
  expect(told).toBeGreaterThan(0);
  await examineHere(other, 'chat-two-tabs');
}, 120_000);

it('on a phone a call is edited and approved, and questions are answered with a button and in a form', async () => {
  const { id } = await world.api.createSession(ASKS);
  const page = await world.visit(`/sessions/${id}`, { viewport: PHONE, hasTouch: true });
  await say(page, script([[add], [ask], [askForm], ['All answered.']]));
  await groupOf(page).waitFor();
  await page.getByRole('button', { name: 'Edit arguments' }).tap();
  await page.getByLabel('b', { exact: true }).fill('60');
  expect(await examineHere(page, 'phone-edited')).toEqual([]);
  await page.getByRole('button', { name: 'Approve' }).tap();
  await expect.poll(() => resultsOf(id)).toContain('100');
  await page.getByText('Which region?', { exact: true }).waitFor();
  expect(await examineHere(page, 'phone-question')).toEqual([]);
  await page.getByRole('button', { name: 'EU' }).tap();
  await page.getByText('How many?', { exact: true }).waitFor();
  await page.getByLabel('count').fill('3');
  expect(await examineHere(page, 'phone-question-form')).toEqual([]);
  await page.getByRole('button', { name: 'Answer', exact: true }).tap();
  await page.getByText('All answered.', { exact: true }).waitFor();
  expect((await decisionsOf(id)).map(({ answer }) => answer)).toEqual([undefined, 'EU', { count: 3 }]);
}, 120_000);

it('a call that nobody decides on says in the chat that its time is over', async () => {
  const { id } = await world.api.createSession(ASKS);
  const page = await world.visit(`/sessions/${id}`, { viewport: DESK });
  await say(page, script([[add], ['Nobody was there.']]));
  await groupOf(page).getByRole('button', { name: 'Approve' }).waitFor();
  await page.getByText(/^Without a decision it expires in [67] days/).waitFor();
  await queryPostgres(inject('sharedUi').database, `update waits set expires_at = now() where session_id = '${id}'`);
  await page.getByText('Nobody decided in time').waitFor();
  await page.getByText('Nobody was there.', { exact: true }).waitFor();
  expect(await groupOf(page).count()).toBe(0);
  expect(await examineHere(page, 'chat-expired')).toEqual([]);
});
