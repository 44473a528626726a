import { Agent, AgentVersion, AgentVersionDiff, Problem } from '@everruns/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { idOf, startTestApi, type TestApi } from '../../testing/test-api.ts';

const Page = z.object({ data: z.array(AgentVersion), has_more: z.boolean(), next_cursor: z.string().optional() });

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({});
});
afterAll(() => api[Symbol.asyncDispose]());

const TOOL = { name: 'pick', description: 'Picks.', parameters: { type: 'object' }, policy: 'client_side' };

/** An agent with three versions. */
async function changedTwice(): Promise<string> {
  const id = idOf(
    await api.call('POST', '/v1/agents', { body: { name: 'Ada', system_prompt: 'One.\nTwo.\n', tags: ['a', 'b'] } }),
  );
  const patch = (body: object) => api.call('PATCH', `/v1/agents/${id}`, { body });
  await patch({ system_prompt: 'One.\n2.\n', tools: [TOOL], tags: ['b', 'c'] });
  await patch({ tools: [{ ...TOOL, description: 'Chooses.' }], limits: { max_iterations: 7 }, capabilities: ['x'] });
  return id;
}

const versionsOf = async (id: string, query = '') =>
  Page.parse((await api.call('GET', `/v1/agents/${id}/versions${query}`)).json);
const diff = async (id: string, from: number, to: number) =>
  AgentVersionDiff.parse((await api.call('GET', `/v1/agents/${id}/versions/${from}/diff/${to}`)).json);

describe('the versions of an agent', () => {
  it('are listed newest first with who made them and what they changed, page by page', async () => {
    const id = await changedTwice();
    const { data } = await versionsOf(id);
    expect(data.map(({ version, changed }) => [version, changed.toSorted()])).toEqual([
      [3, ['capabilities', 'limits', 'tools']],
      [2, ['system_prompt', 'tags', 'tools']],
      [1, []],
    ]);
    expect(new Set(data.map(({ created_by }) => created_by))).toEqual(new Set(['operator']));
    const first = await versionsOf(id, '?limit=2');
    const second = await versionsOf(id, `?limit=2&cursor=${first.next_cursor}`);
    expect([...first.data, ...second.data]).toEqual(data);
    expect([first.has_more, second.has_more]).toEqual([true, false]);
  });

  it('read as the agent was then', async () => {
    const id = await changedTwice();
    const first = Agent.parse((await api.call('GET', `/v1/agents/${id}/versions/1`)).json);
    expect(first).toMatchObject({ id, version: 1, system_prompt: 'One.\nTwo.\n', tools: [], tags: ['a', 'b'] });
    for (const version of [4, 99]) {
      const answer = await api.call('GET', `/v1/agents/${id}/versions/${version}`);
      expect([answer.status, Problem.parse(answer.json).code]).toEqual([404, 'not_found']);
    }
  });

  it('are compared: the prompt as text, tools and capabilities by name, limits field by field, in either direction', async () => {
    const id = await changedTwice();
    expect(await diff(id, 1, 3)).toEqual({
      agent_id: id,
      from: 1,
      to: 3,
      system_prompt: {
        patch: expect.stringMatching(/--- version 1\n\+\+\+ version 3\n@@ .* @@\n One\.\n-Two\.\n\+2\.\n/),
      },
      capabilities: { added: ['x'], removed: [], changed: [] },
      tools: { added: ['pick'], removed: [], changed: [] },
      tags: { added: ['c'], removed: ['a'], changed: [] },
      fields: [{ field: 'limits.max_iterations', after: 7 }],
    });
    expect((await diff(id, 2, 3)).tools).toEqual({ added: [], removed: [], changed: ['pick'] });
    expect((await diff(id, 3, 2)).fields).toEqual([{ field: 'limits.max_iterations', before: 7 }]);
    expect(await diff(id, 2, 2)).toEqual({ agent_id: id, from: 2, to: 2, fields: [] });
  });

  it('are restored as a new version; a version that is the present one changes nothing', async () => {
    const id = await changedTwice();
    const restore = async (version: number) =>
      Agent.parse((await api.call('POST', `/v1/agents/${id}/versions/${version}/restore`)).json);
    const restored = await restore(1);
    expect(restored).toMatchObject({ id, version: 4, system_prompt: 'One.\nTwo.\n', tools: [], tags: ['a', 'b'] });
    expect(restored.limits).toEqual({});
    expect((await restore(4)).version).toBe(4);
    expect((await versionsOf(id)).data.length).toBe(4);
    await api.call('DELETE', `/v1/agents/${id}`);
    const answer = await api.call('POST', `/v1/agents/${id}/versions/2/restore`);
    expect(Problem.parse(answer.json).code).toBe('agent_archived');
  });

  it('that have nothing in common are compared within the time of a request', async () => {
    const lines = (seed: number) => Array.from({ length: 6_000 }, (_, index) => `${seed * index * 7_919}`).join('\n');
    const id = idOf(await api.call('POST', '/v1/agents', { body: { name: 'Long', system_prompt: lines(3) } }));
    await api.call('PATCH', `/v1/agents/${id}`, { body: { system_prompt: lines(5) } });
    const { system_prompt } = await diff(id, 1, 2);
    expect(system_prompt?.patch).toContain('\n+');
    expect(system_prompt?.patch.length).toBeLessThanOrEqual(256 * 1_024);
  });
});
