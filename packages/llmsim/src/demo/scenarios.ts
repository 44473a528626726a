import type { RegisteredScenarioInput } from '../scenario.ts';
import { DEMO_QUESTIONS, type DemoQuestion } from './questions.ts';

/** The models of the demo: one that answers, one that reads little, and one that is always overloaded. */
export const DEMO_MODELS = {
  usual: 'llmsim-demo',
  narrow: 'llmsim-demo-window-6000',
  tired: 'llmsim-demo-tired',
} as const;

type Replies = RegisteredScenarioInput['replies'];

const call = (id: string, name: string, args: object) => ({ tool_call: { id, name, arguments: { ...args } } });
const PACE = { tokens_per_second: 60 };

const TODOS = [
  { content: 'Look at the calendar', status: 'completed' },
  { content: 'Write the plan', status: 'in_progress' },
  { content: 'Ask about the budget', status: 'pending' },
];
const PLAN = [
  '# A week in Lisbon',
  'Three things to settle first:',
  '| day | where | cost |\n|---|---|---|\n| Mon | Alfama | €40 |\n| Tue | Belém | €55 |\n| Wed | Sintra | €62 |',
  '- Book the **tram** for Tuesday morning.\n- Bring `cash` for the markets.',
  'It comes to €157 for the first three days, so €343 are left.',
].join('\n\n');
const DURABLE =
  'A durable agent writes each finished step into a database before it takes the next one. When the process that runs it dies, ' +
  'another one reads what was written, takes the turn over, and goes on from there: a tool that has run is not run again, and ' +
  'the reader of the answer never sees a word twice. Nobody has to watch it, and nobody has to start it again by hand. ';
const CHAPTER =
  'The night train left Hendaye a little after ten. Nobody on board had slept in it before, and the conductor, who had, said so ' +
  'in four languages. By the time the lights of Irún were gone, three of us had agreed to share the window. ';
const MONTHS = 12;

const REPLIES: Record<DemoQuestion, Replies> = {
  plan: [
    [
      { reasoning: 'The days are known; the cost is not. I add it up while the plan is written.' },
      PACE,
      'I plan it in three steps.',
      call('todos', 'write_todos', { todos: TODOS }),
      call('sum', 'add', { a: 95, b: 62 }),
      call('file', 'write_file', { path: '/notes/lisbon.md', content: '# Lisbon\n\n- Alfama\n- Belém\n- Sintra\n' }),
    ],
    [PACE, PLAN],
  ],
  retry: [
    [
      {
        error: { status: 429, retry_after_ms: 1_200, message: 'Rate limit reached: 60 requests per minute.', times: 2 },
      },
      call('hours', 'multiply', { a: 3.5, b: 24 }),
    ],
    [PACE, '3.5 days are **84 hours**.'],
  ],
  fallback: [[PACE, 'Two parcels wait for a signature, and the printer on the second floor needs paper.']],
  takeOver: [[{ tokens_per_second: 40 }, DURABLE.repeat(3)]],
  cancel: [[{ tokens_per_second: 40 }, `## To Lisbon\n\n${CHAPTER.repeat(20)}`]],
  refused: [[{ error: { status: 400, message: 'The parameter reasoning.effort is not supported with this model.' } }]],
  brokenTool: [
    [call('spring', 'read_file', { path: '/offers/spring.md' })],
    [PACE, 'There is no such file. Did you mean one of the files in `/offers/2026`?'],
  ],
  approval: [
    [
      call('draft', 'write_file', { path: '/drafts/old.md', content: '# Old\n' }),
      call('other', 'write_file', { path: '/drafts/new.md', content: '# New\n' }),
    ],
    ['I found the draft.', call('delete', 'delete_file', { path: '/drafts/old.md' })],
    [PACE, 'Done. `/drafts/new.md` is still there.'],
  ],
  question: [
    [call('region', 'ask_user', { question: 'In which region shall the account be?', options: ['EU', 'US'] })],
    [PACE, 'The account is created.'],
  ],
  client: [
    [
      'That depends on one thing.',
      call('passport', 'ask_traveler', {
        question: 'Which passport do you travel with?',
        choices: ['EU', 'another one'],
      }),
    ],
    [PACE, 'Then your identity card is enough.'],
  ],
  subagents: [
    [
      'I ask for both at the same time.',
      call('price', 'task', { agent: 'helper', prompt: 'What is 7 * 84?' }),
      call('distance', 'task', { agent: 'helper', prompt: 'What is 1200 / 80?' }),
    ],
    [PACE, 'The first hotel costs **€588** for the week; from the second it is **15 minutes** to the station.'],
  ],
  steps: [
    ...Array.from({ length: MONTHS }, (_, month) => [
      call(`net-${month}`, 'add', { a: 1_200 + 10 * month, b: 340 }),
      call(`tax-${month}`, 'multiply', { a: 1_200 + 10 * month, b: 0.19 }),
    ]),
    [PACE, 'All twelve months are added up: the invoices come to €19,140.'],
  ],
  report: [[PACE, 'In short: the move is on schedule, two tickets are open, and the supplier answers on Monday.']],
  refund: [
    [
      { reasoning: 'The order is younger than thirty days, so the usual rule holds. I check the amount.' },
      call('amount', 'subtract', { a: 129.9, b: 9.9 }),
    ],
    [
      PACE,
      'We refund **€120.00**: the price without the delivery. Tell the customer that it takes three working days.',
    ],
  ],
  ledger: [[PACE, '| month | total |\n|---|---|\n| January | €12,400 |\n| February | €11,900 |\n| March | €13,050 |']],
};

/** Answers of the demo's models, which play what can happen to a turn. */
export const DEMO_SCENARIOS: readonly RegisteredScenarioInput[] = [
  ...Object.values(DEMO_MODELS).flatMap((model) =>
    Object.entries(DEMO_QUESTIONS).map(([name, user_text]) => ({
      name: `demo ${model} ${name}`,
      match: { model, user_text },
      replies: REPLIES[name as DemoQuestion],
    })),
  ),
  {
    name: 'demo overloaded',
    match: { model: DEMO_MODELS.tired },
    replies: [[{ error: { status: 529, retry_after_ms: 150, message: 'The model is overloaded. Try again later.' } }]],
  },
];
