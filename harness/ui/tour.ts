import { inject } from 'vitest';
import { connectDevice } from '../sockets/test-device.ts';
import { drawSunset } from './draw-sunset.ts';
import { scriptAnswer } from './script-answer.ts';
import type { UiWorld } from './use-ui.ts';

/** The content of the pages on a tour: an agent, a session in which everything happened, and one that still runs. */
export interface Tour {
  /** The path of every page by its name. */
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
const PHOTO = 'What time is it where this was taken, and what is 17 * 23?';
const TRAINS = 'Which trains run on Sunday?';
const PASSPORT = 'Which papers do I need?';
const ASK_TRAVELER = {
  name: 'ask_traveler',
  description: 'Asks the person who travels.',
  parameters: { type: 'object', properties: { question: { type: 'string' }, choices: { type: 'array' } } },
};
const ASKING = {
  tool_call: {
    id: 'p',
    name: ASK_TRAVELER.name,
    arguments: { question: 'Which passport do you travel with?', choices: ['EU', 'another one'] },
  },
};
const SETTINGS = {
  providers: '/settings/providers',
  models: '/settings/models',
  secrets: '/settings/secrets',
  limits: '/settings/limits',
  'mcp-servers': '/settings/mcp-servers',
  webhooks: '/settings/webhooks',
};
const CAPABILITIES = { capabilities: '/capabilities', capability: '/capabilities/math' };
const ENTRY = { login: '/login', register: '/register', device: '/device' };
/** Pages that are what they are without the agent and its sessions; some say what to do where nobody has an account. */
const OTHERS = {
  approvals: '/approvals',
  'not-there': '/no/such/page',
  'session-not-there': '/sessions/nope',
  'audit-log': '/settings/audit-log',
  playground: '/playground?capability=math&tool=add',
  devices: '/devices',
  'api-keys': '/settings/api-keys',
  members: '/settings/members',
  organization: '/settings/organization',
  password: '/settings/password',
  connect: '/connect',
};
const LISTS = {
  sessions: '/sessions',
  'sessions-filtered': '/sessions?period=30d&waits=none&min_duration_ms=1&tag=travel',
  'sessions-view': '/sessions?outcome=failed',
  'sessions-none': '/sessions?search=nothing+of+the+kind',
};
const STORY = 'Write the whole story of that journey.';
const CHAPTER =
  'The night train left Hendaye a little after ten. Nobody on board had slept in it before, and the conductor, who had, ' +
  'said so in four languages. By the time the lights of Irún were gone, three of us had agreed to share the **window**, and ' +
  'the fourth had fallen asleep against it.';

export async function prepareTour({ api }: UiWorld): Promise<Tour> {
  const { simulator } = inject('sharedUi');
  const pace = { tokens_per_second: 20 };
  const story = Array.from({ length: 60 }, (_, index) => `## ${index + 1}\n\n${CHAPTER}\n\n${CHAPTER}`).join('\n\n');
  await scriptAnswer(simulator, QUESTION, [CALLS, [PLAN]]);
  await scriptAnswer(simulator, TRAINS, [[{ error: { status: 400 } }]]);
  await scriptAnswer(simulator, STORY, [[pace, `# To Lisbon\n\n${story}`]]);
  await scriptAnswer(simulator, PASSPORT, [['That depends on one thing.', ASKING]]);
  const agent = await api.createAgent({
    name: 'Travel clerk',
    description: 'Plans journeys, keeps the budget, and writes everything down.',
    system_prompt: 'You plan journeys. **Keep the budget.**',
    capabilities: ['current_time', 'math', 'session_file_system', 'stateless_todo_list'],
    tools: [ASK_TRAVELER],
    tags: ['travel'],
  });
  await addVersion(api, agent.id);
  const begin = (title: string) =>
    api.json<{ id: string }>('POST', '/v1/sessions', { body: { agent_id: agent.id, title } });
  const session = await begin('A week in Lisbon');
  const picture = { type: 'image', media_type: 'image/png', base64: drawSunset().toString('base64') };
  const content = [picture, { type: 'text', text: PHOTO }];
  await api.json('POST', `/v1/sessions/${session.id}/messages?wait=60`, { body: { message: { content } } });
  await api.post(session.id, QUESTION, { wait: 60 });
  const broken = await begin('Trains on Sunday');
  await api.post(broken.id, TRAINS, { wait: 60 });
  const busy = await begin('The story of a journey');
  await api.post(busy.id, STORY);
  await api.post(busy.id, 'And then the same for Porto.');
  const asking = await begin('Papers for the journey');
  await api.post(asking.id, PASSPORT, { wait: 60 });
  const careful = await prepareTools(api);
  await prepareLists(api, session.id);
  const lens = (name: string): string => `/sessions/${session.id}?tab=${name}`;
  const secret = { value: 'tour-0123456789', hosts: ['api.example.com'] };
  await api.json('PUT', '/v1/secrets/travel_token', { body: secret });
  return {
    pages: {
      dashboard: '/dashboard',
      agents: '/agents',
      'agent-new': '/agents/new',
      agent: `/agents/${agent.id}`,
      ...LISTS,
      chat: `/sessions/${session.id}`,
      'chat-failed': `/sessions/${broken.id}`,
      'chat-asking': `/sessions/${asking.id}`,
      'chat-busy': `/sessions/${busy.id}`,
      timeline: lens('timeline'),
      events: `${lens('events')}&event=9`,
      files: `${lens('files')}&file=/notes/lisbon.md`,
      context: lens('context'),
      'agent-asking': `/agents/${careful.id}`,
      'agent-versions': `/agents/${agent.id}?tab=versions&compare=1`,
      ...CAPABILITIES,
      ...SETTINGS,
      ...OTHERS,
      ...ENTRY,
    },
  };
}

/** A view, a job that has ended, and what somebody thinks of an answer. */
async function prepareLists(api: UiWorld['api'], sessionId: string): Promise<void> {
  await api.json('POST', '/v1/views', { body: { name: 'Failures', filter: { outcome: 'failed' }, is_shared: true } });
  await api.json('POST', '/v1/session-jobs', { body: { action: 'tag', session_ids: [sessionId], tags: ['seen'] } });
  const path = `/v1/sessions/${sessionId}/messages`;
  const { data } = await api.json<{ data: { id: string; role: string }[] }>('GET', path);
  const answer = data.find(({ role }) => role === 'agent');
  await api.json('POST', `${path}/${answer?.id}/feedback`, { body: { rating: 'down', comment: 'The sum is wrong.' } });
}

/** A second version of an agent, which has a label. */
async function addVersion(api: UiWorld['api'], id: string): Promise<void> {
  const body = { system_prompt: 'You plan journeys by train.\n\n**Keep the budget**, and say what each day costs.' };
  await api.json('PATCH', `/v1/agents/${id}`, { body });
  await api.json('PUT', `/v1/agents/${id}/labels/production`, { body: { version: 2 } });
}

/** An agent whose calls ask, and a device that was there. */
async function prepareTools(api: UiWorld['api']): Promise<{ id: string }> {
  const careful = await api.createAgent({
    name: 'Careful clerk',
    capabilities: ['math'],
    tools_policy: { add: 'requires_approval', 'trains__*': 'requires_approval' },
    controls: { temperature: 0.4, stop: ['END'], response_format: { type: 'json_schema', name: 'plan', schema: {} } },
  });
  const device = await connectDevice(api.url(''), { device_id: 'travel-desk', tools: [ASK_TRAVELER.name] });
  await device.cut();
  return careful;
}
