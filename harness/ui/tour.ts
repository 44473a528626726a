import { inject } from 'vitest';
import { scriptAnswer } from './script-answer.ts';
import type { UiWorld } from './use-ui.ts';

/** What the pages show on a tour: an agent, a session in which everything happened, and one that still runs. */
export interface Tour {
  /** Every page by its name. */
  pages: Record<string, string>;
}

const PLAN = [
  '# A week in Lisbon',
  'Three things to settle first:',
  '| day | where | cost |\n|---|---|---|\n| Mon | Alfama | €40 |\n| Tue | Belém | €55 |',
  '~~~ts\nconst total = days.reduce((sum, { cost }) => sum + cost, 0);\n~~~',
  '- Book the **tram**\n- Bring `cash`',
].join('\n\n');
const TODOS = [
  { content: 'Look at the calendar', status: 'completed' },
  { content: 'Write the plan', status: 'in_progress' },
  { content: 'Ask about the budget', status: 'pending' },
];
const CALLS = [
  { reasoning: 'The days are known; the cost is not. I add it up while the plan is written.' },
  'I plan it in three steps.',
  { tool_call: { id: 'a', name: 'write_todos', arguments: { todos: TODOS } } },
  { tool_call: { id: 'b', name: 'add', arguments: { a: 40, b: 55 } } },
  {
    tool_call: {
      id: 'c',
      name: 'write_file',
      arguments: { path: '/notes/lisbon.md', content: '# Lisbon\n\n- Alfama\n' },
    },
  },
];

const QUESTION = 'Plan a week in Lisbon for under €500, and write it to a file.';

export async function prepareTour({ api }: UiWorld): Promise<Tour> {
  await scriptAnswer(inject('sharedUi').simulator, QUESTION, [CALLS, [PLAN]]);
  const agent = await api.createAgent({
    name: 'Travel clerk',
    description: 'Plans journeys, keeps the budget, and writes everything down.',
    system_prompt: 'You plan journeys. **Keep the budget.**',
    capabilities: ['current_time', 'math', 'session_file_system', 'stateless_todo_list'],
    tags: ['travel'],
  });
  const begin = (title: string) =>
    api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agent.id, title } });
  const session = await begin('A week in Lisbon');
  await api.post(session.id, 'What time is it in Lisbon, and what is 17 * 23?', { wait: 60 });
  await api.post(session.id, QUESTION, { wait: 60 });
  const broken = await begin('A model that refuses');
  await api.post(broken.id, '[[sim:error 400]]', { wait: 60 });
  const busy = await begin('Still writing');
  await api.post(busy.id, '[[sim:tps 20]][[sim:words 4000]]');
  await api.post(busy.id, 'And the same for Porto.');
  const lens = (name: string): string => `/sessions/${session.id}?tab=${name}`;
  return {
    pages: {
      dashboard: '/dashboard',
      agents: '/agents',
      'agent-new': '/agents/new',
      agent: `/agents/${agent.id}`,
      sessions: '/sessions',
      chat: `/sessions/${session.id}`,
      'chat-failed': `/sessions/${broken.id}`,
      'chat-busy': `/sessions/${busy.id}`,
      timeline: lens('timeline'),
      events: `${lens('events')}&event=9`,
      files: `${lens('files')}&file=/notes/lisbon.md`,
      context: lens('context'),
      capabilities: '/capabilities',
      capability: '/capabilities/math',
      providers: '/settings/providers',
      models: '/settings/models',
      login: '/login',
      register: '/register',
    },
  };
}
