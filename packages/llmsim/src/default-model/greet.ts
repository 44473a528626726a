import { KEY_SETTINGS } from '@everruns/schemas';
import type { SimConversation, SimTool } from '../conversation.ts';
import { makeOutput } from './make-output.ts';

const EXAMPLES: [tool: string, example: string][] = [
  ['get_current_time', 'What time is it in Tokyo?'],
  ['evaluate', 'What is 12.5 * 4?'],
  ['write_file', 'Write a file notes.txt with hello, then read notes.txt'],
  ['web_fetch', 'Read https://example.com'],
  ['write_todos', 'Make a todo list: buy milk, call home'],
  ['web_search', 'Search the web for durable execution'],
  ['bash', 'Run `echo hello > greeting.txt && ls -l`'],
  ['run_javascript', 'Run `return [3, 1, 2].sort()` in JavaScript'],
  ['run_python', 'Run `sum(range(10))` in Python'],
  ['read_document', 'Read report.pdf'],
  ['ask_document', 'Ask report.pdf: what does it say about costs?'],
  ['plan_research', 'Research durable execution'],
  ['list_skills', 'Which skills are there?'],
  ['get_weather', 'How is the weather in Oslo?'],
  ['ask_user', 'Ask me: tea or coffee?'],
];
const MOST_EXAMPLES = 6;

/** Answers a message that needs no tool: explains who answers here, what to try, and how to get a real model. */
export function greet({ tools, web_search }: SimConversation): string {
  const isOffered = (name: string): boolean =>
    tools.some((tool) => tool.name === name) || (name === 'web_search' && web_search !== undefined);
  const known = EXAMPLES.filter(([name]) => isOffered(name)).map(([, text]) => text);
  // Tools of APIs and servers are called by their names.
  const others = tools.filter(({ name }) => !EXAMPLES.some(([example]) => example === name)).map(toExample);
  const examples = [...known, ...(known.length === 0 ? others : [])].slice(0, MOST_EXAMPLES);
  const paragraphs = [
    'Hello! I am the simulated model of Everruns. I need no API key and follow simple rules instead of thinking.',
    examples.length === 0
      ? 'This agent has no tools that I know how to use. Switch on a capability such as `current_time` or `math` and ask again.'
      : ['I can use the tools of this agent. Try one of these:', ...examples.map((text) => `- ${text}`)].join('\n'),
    `For answers from a real model, start Everruns with ${KEY_SETTINGS} set, or add a provider in the settings.`,
  ];
  return paragraphs.join('\n\n');
}

function toExample({ name, parameters }: SimTool): string {
  return `Call ${name} with ${JSON.stringify(makeOutput(parameters))}`;
}
