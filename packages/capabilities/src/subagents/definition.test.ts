import { expect, it } from 'vitest';
import { createToolBench } from '../../test/tool-context.ts';
import { subagents, SubagentsConfig } from './definition.ts';
import { createSubagentsTools } from './tools.ts';

const runJob = () => Promise.reject(new Error('not in this test'));
const toolOf = async (config: object) => {
  const [tool] = (await subagents.toolsFor?.(SubagentsConfig.parse(config), runJob))?.tools ?? [];
  if (tool === undefined) throw new Error('there is a tool');
  return tool;
};

it('shows the model which agents it may call, and what they are for', async () => {
  const agents = [{ name: 'writer', description: 'Writes' }, { name: 'critic' }];
  const tool = await toolOf({ agents });
  expect(tool.description).toMatch(/\n- writer: Writes\n- critic$/);
  expect(tool.parameters).toMatchObject({ properties: { agent: { enum: ['writer', 'critic'] } } });
  expect(tool).toMatchObject({ opens: 'subagent', capability_id: 'subagents' });
});

it('calls a copy of the agent itself without settings', async () => {
  expect((await toolOf({})).parameters).toMatchObject({ properties: { agent: { enum: ['helper'] } } });
});

it('refuses two agents with one name', () => {
  expect(SubagentsConfig.safeParse({ agents: [{ name: 'a' }, { name: 'a' }] }).success).toBe(false);
});

it('is run by no worker', async () => {
  const call = createToolBench(createSubagentsTools()).run('task', { agent: 'helper', prompt: 'work' });
  await expect(call).rejects.toThrow('starts no sub-agents');
});
