import { KEY_SETTINGS } from '@everruns/schemas';
import type { SimConversation } from '../conversation.ts';

const EXAMPLES: [tool: string, example: string][] = [
  ['get_current_time', 'What time is it in Tokyo?'],
  ['evaluate', 'What is 12.5 * 4?'],
  ['write_file', 'Write a file notes.txt with hello, then read notes.txt'],
  ['web_fetch', 'Read https://example.com'],
  ['write_todos', 'Make a todo list: buy milk, call home'],
];

/** Answers a message that needs no tool: explains who answers here, what to try, and how to get a real model. */
export function greet({ tools }: SimConversation): string {
  const examples = EXAMPLES.filter(([name]) => tools.some((tool) => tool.name === name));
  const paragraphs = [
    'Hello! I am the simulated model of Everruns. I need no API key and follow simple rules instead of thinking.',
    examples.length === 0
      ? 'This agent has no tools that I know how to use. Switch on a capability such as `current_time` or `math` and ask again.'
      : ['I can use the tools of this agent. Try one of these:', ...examples.map(([, text]) => `- ${text}`)].join('\n'),
    `For answers from a real model, start Everruns with ${KEY_SETTINGS} set, or add a provider in the settings.`,
  ];
  return paragraphs.join('\n\n');
}
