import { describe, expect, it } from 'vitest';
import { say, script } from './say.ts';
import { useUi } from './use-ui.ts';

const world = useUi();

/** Adds a model of the in-process simulator at its own provider. Returns the model's id. */
async function addSimulated(model_id: string): Promise<string> {
  const body = { name: model_id, provider_type: 'llmsim' };
  const provider = await world.api.json<{ id: string }>('POST', '/v1/llm-providers', { body });
  const model = { body: { model_id } };
  return (await world.api.json<{ id: string }>('POST', `/v1/llm-providers/${provider.id}/models`, model)).id;
}

describe('an answer', () => {
  it('shows parallel tools with arguments, results and durations, and reasoning folded', async () => {
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
    await page.getByText(/^Thought for \d/).click();
    expect(await page.getByText('First I add.', { exact: true }).isVisible()).toBe(true);
  });

  it('says which model gave it where another one stayed out of reach', async () => {
    const models = {
      default_model_id: await addSimulated('sim-tired'),
      fallback_model_id: await addSimulated('sim-rested'),
    };
    const { id } = await world.api.createSession(models);
    const page = await world.visit(`/sessions/${id}`);
    await say(page, '[[sim:error 529 retry_after_ms=1 times=6]][[sim:text At last.]]');
    await page.getByText('At last.', { exact: true }).waitFor();
    await page.getByText('sim-rested went on for sim-tired').waitFor();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.getByText('sim-rested went on for sim-tired').waitFor();
  });

  it('tells a refused request from a dead process, and when the next attempt begins', async () => {
    const { id } = await world.api.createSession();
    const page = await world.visit(`/sessions/${id}`);
    await say(page, '[[sim:error 429 retry_after_ms=4000 times=1]][[sim:text At last.]]');
    await page
      .getByText(/answered 429: it limits the rate of requests\. Trying again in \d s \(attempt 2 of 6\)/)
      .waitFor();
    await page.getByText('At last.', { exact: true }).waitFor();
    await page.getByText(/^1 failed attempt: .* answered 429/).waitFor();
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.locator('[data-segment="backoff"]').click();
    await page.getByRole('region', { name: 'Span' }).getByText('attempt 1').waitFor();
  });

  it('says that what came before it was summarized, and shows the summary when asked to', async () => {
    const { api } = world;
    const { id } = await api.createSession({ default_model_id: await addSimulated('sim-window-8000') });
    for (const answer of ['One', 'Two']) {
      await api.post(id, `[[sim:text ${answer}]] ${'word '.repeat(3_000)}`, { wait: 20 });
    }
    const page = await world.visit(`/sessions/${id}`);
    const notice = page.getByText(/^Context compacted: [78].*K → [45].*K tokens$/);
    await notice.waitFor();
    expect(await notice.count()).toBe(1);
    const summary = page.getByText(/^A summary of \d+ characters\.$/);
    expect(await summary.isVisible()).toBe(false);
    await notice.click();
    expect(await summary.isVisible()).toBe(true);
  });

  it('draws a todo list as a list', async () => {
    const { id } = await world.api.createSession({ capabilities: ['stateless_todo_list'] });
    const page = await world.visit(`/sessions/${id}`);
    const todos = [
      { content: 'Look', status: 'completed' },
      { content: 'Leap', status: 'pending' },
    ];
    await say(page, script([[{ tool_call: { id: 't', name: 'write_todos', arguments: { todos } } }], ['Fine.']]));
    await page.getByText('Fine.', { exact: true }).waitFor();
    const items = page.getByRole('list', { name: 'To do' }).getByRole('listitem');
    await expect.poll(() => items.allTextContents()).toEqual(['Look', 'Leap']);
  });
});

describe('what a tool did', () => {
  it('is shown as what it is: the change of a file that a click opens, a table', async () => {
    const { id } = await world.api.createSession({ capabilities: ['session_file_system'] });
    const page = await world.visit(`/sessions/${id}`);
    const call = (name: string, args: object) => ({ tool_call: { id: name, name, arguments: args } });
    const edit = { path: '/plan.md', old_text: 'two', new_text: 'three' };
    await say(
      page,
      script([
        [call('write_file', { path: '/plan.md', content: 'one\ntwo' })],
        [call('edit_file', edit), call('list_directory', { path: '/' })],
        ['All there.'],
      ]),
    );
    await page.getByText('All there.', { exact: true }).waitFor();
    const changes = page.getByLabel('Change of /plan.md');
    await expect.poll(() => changes.allTextContents()).toEqual(['+ one+ two', '- two+ three']);
    const table = page.getByRole('region', { name: 'Table' });
    expect(await table.getByRole('columnheader', { name: 'size bytes' }).count()).toBe(1);
    await page.getByRole('link', { name: '/plan.md' }).first().click();
    await page.getByRole('heading', { name: '/plan.md' }).waitFor();
  });
});

describe('a call that waits for its client', () => {
  const asking = { name: 'ask_client', description: 'Asks.', parameters: { type: 'object' } };
  const call = (id: string) => ({ tool_call: { id, name: 'ask_client', arguments: { question: `${id}?` } } });

  it('is answered here with JSON or an error, by keyboard alone; what is written is kept', async () => {
    const { id } = await world.api.createSession({ tools: [asking] });
    const page = await world.visit(`/sessions/${id}`);
    await say(page, script([[call('first'), call('second')], ['Thank you.']]));
    const box = page.getByRole('textbox', { name: 'Result of ask_client' });
    await box.nth(1).waitFor();
    expect(await page.getByText('"question": "first?"').isVisible()).toBe(true);
    const sending = page.getByRole('button', { name: 'Send result' });
    await box.first().fill('{ "answer": 42');
    await page.getByText('This is no JSON').waitFor();
    expect(await sending.first().getAttribute('aria-disabled')).toBe('true');
    await page.reload();
    await expect.poll(() => box.first().inputValue()).toBe('{ "answer": 42');
    await box.first().press('End');
    await page.keyboard.type(' }');
    await page.getByText('Goes to the agent as JSON.').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => box.count()).toBe(1);
    expect(await page.evaluate('document.activeElement === document.body')).toBe(false);
    await box.fill('Nobody is at home.');
    await box.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Thank you.', { exact: true }).waitFor();
    expect(await box.count()).toBe(0);
    const done = (await world.api.events(id)).filter(({ type }) => type === 'tool.completed');
    expect(done.map(({ data }) => data['result'])).toMatchObject([
      { result: { answer: 42 } },
      { error: 'Nobody is at home.' },
    ]);
  });

  it('that somebody else answered meanwhile is told so', async () => {
    const { id } = await world.api.createSession({ tools: [asking] });
    const page = await world.visit(`/sessions/${id}`);
    // Another client of the session answers a little earlier.
    await page.route('**/tool-results', async (route) => {
      const { tool_results } = route.request().postDataJSON() as { tool_results: { tool_call_id: string }[] };
      const before = tool_results.map(({ tool_call_id }) => ({ tool_call_id, result: 'no' }));
      await world.api.json('POST', `/v1/sessions/${id}/tool-results`, { body: { tool_results: before } });
      await route.continue();
    });
    await say(page, script([[call('only')], ['Thank you.']]));
    await page.getByRole('textbox', { name: 'Result of ask_client' }).fill('yes');
    await page.keyboard.press('Control+Enter');
    await page.getByText('It has been answered already.').waitFor();
    await page.getByText('Thank you.', { exact: true }).waitFor();
  });
});
