import type { Agent, CreateAgentRequest, Everruns } from '@everruns/sdk';
import { DEMO_MODELS } from '@everruns/worker/demo-models';

export type DemoAgent = 'clerk' | 'desk' | 'scout' | 'reporter' | 'night';

/** The tag of the agents of the demo, by which a platform is known to have them. */
export const DEMO_TAG = 'demo';

const PRICES = { input: 3, output: 15, cache_read: 0.3 };

const AGENTS: Record<DemoAgent, Omit<CreateAgentRequest, 'tags'>> = {
  clerk: {
    name: 'Travel clerk',
    description: 'Plans journeys, keeps the budget, and writes everything down.',
    system_prompt: 'You plan journeys. **Keep the budget**, and write plans to files.',
    capabilities: ['current_time', 'math', 'weather', 'session_file_system', 'stateless_todo_list'],
    tools: [
      {
        name: 'ask_traveler',
        description: 'Asks the person who travels.',
        parameters: { type: 'object', properties: { question: { type: 'string' }, choices: { type: 'array' } } },
      },
    ],
  },
  desk: {
    name: 'Support desk',
    description: 'Answers customers, and asks before it deletes anything.',
    system_prompt: 'You answer customers. Be brief and friendly. Ask before you delete a file.',
    capabilities: ['math', 'ask_user', 'session_file_system', 'current_time'],
    tools_policy: { delete_file: 'requires_approval' },
  },
  scout: {
    name: 'Hotel scout',
    description: 'Gives parts of its work to other agents.',
    system_prompt: 'You compare hotels. Give each question to a helper, and ask them at the same time.',
    capabilities: ['subagents', 'math', 'current_time'],
  },
  reporter: {
    name: 'Reporter',
    description: 'Summarizes long notes with a model that reads little at a time.',
    system_prompt: 'You summarize notes in three sentences.',
    capabilities: [],
  },
  night: {
    name: 'Night shift',
    description: 'Has a fallback, because its model is often overloaded.',
    system_prompt: 'You keep the log of the night shift.',
    capabilities: ['current_time'],
  },
};

/** Makes the simulated models of the demo and the agents that use them. */
export async function createDemoAgents(api: Everruns): Promise<Record<DemoAgent, Agent>> {
  const provider = await api.providers.create({ name: 'Simulated models of the demo', provider_type: 'llmsim' });
  const addModel = async (model_id: string): Promise<string> =>
    (await api.providers.createModel(provider.id, { model_id, prices_per_million: PRICES })).id;
  const usual = await addModel(DEMO_MODELS.usual);
  const narrow = await addModel(DEMO_MODELS.narrow);
  const tired = await addModel(DEMO_MODELS.tired);
  const models: Partial<Record<DemoAgent, Partial<CreateAgentRequest>>> = {
    reporter: { default_model_id: narrow },
    night: { default_model_id: tired, fallback_model_id: usual },
  };
  const create = (key: DemoAgent): Promise<Agent> =>
    api.agents.create({ ...AGENTS[key], default_model_id: usual, tags: [DEMO_TAG], ...models[key] });
  return {
    clerk: await create('clerk'),
    desk: await create('desk'),
    scout: await create('scout'),
    reporter: await create('reporter'),
    night: await create('night'),
  };
}
