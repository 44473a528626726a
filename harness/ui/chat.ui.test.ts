import { describe, expect, test } from 'vitest';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

describe('a new person', () => {
  test('asks the agent on the first page and reads its answer', async () => {
    await world.api.createAgent({ name: 'Sample agent' });
    const page = await world.visit('/');
    await page.getByRole('textbox', { name: 'Message' }).fill('What time is it in Tokyo?');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sessions/*');
    await page.getByText('get_current_time').waitFor();
    await page.getByText(/tokens · /).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('What time is it in Tokyo?');
    expect(await page.getByText('Idle').isVisible()).toBe(true);
  });
});

describe('an answer', () => {
  test('shows parallel tools with arguments, results and durations, and reasoning folded', async () => {
    const { id } = await world.api.createSession();
    const page = await world.visit(`/sessions/${id}`);
    const call = (callId: string, a: number) => ({ tool_call: { id: callId, name: 'add', arguments: { a, b: 2 } } });
    await say(
      page,
      script([[{ reasoning: 'First I add.' }, 'Adding.', call('x', 40), call('y', 1)], ['Both are **done**.']]),
    );
    await page.getByText('done', { exact: true }).waitFor();
    const cards = page.locator('details').filter({ hasText: 'b: 2' });
    expect(await cards.count()).toBe(2);
    await cards.first().locator('summary').click();
    expect(await cards.first().locator('pre').allTextContents()).toEqual([
      '{\n  "a": 40,\n  "b": 2\n}',
      expect.stringContaining('42'),
    ]);
    expect(await cards.first().getByRole('img', { name: 'Succeeded' }).count()).toBe(1);
    expect(await page.getByText('First I add.', { exact: true }).isVisible()).toBe(false);
    await page.getByText('Thoughts').click();
    expect(await page.getByText('First I add.', { exact: true }).isVisible()).toBe(true);
  });

  test('draws a todo list as a list', async () => {
    const { id } = await world.api.createSession({ capabilities: ['stateless_todo_list'] });
    const page = await world.visit(`/sessions/${id}`);
    const todos = [
      { content: 'Look', status: 'completed' },
      { content: 'Leap', status: 'pending' },
    ];
    await say(page, script([[{ tool_call: { id: 't', name: 'write_todos', arguments: { todos } } }], ['Fine.']]));
    await page.getByText('Fine.', { exact: true }).waitFor();
    expect(await page.getByRole('list', { name: 'To do' }).getByRole('listitem').allTextContents()).toEqual([
      'Look',
      'Leap',
    ]);
  });
});
