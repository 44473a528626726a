import type { Agent } from '@everruns/sdk';

/** What to ask an agent with this capability first. The simulated model can do each of these too. */
const BY_CAPABILITY: Readonly<Record<string, string>> = {
  current_time: 'What time is it in Tokyo, and in New York?',
  math: 'What is 17 * 2389.50?',
  subagents: 'Let the helper compute 6 * 7 and let the helper tell what time it is in Tokyo',
  session_file_system: 'Write a file notes.txt with hello, then read notes.txt',
  stateless_todo_list: 'Plan a week in Lisbon: book a flight, find a room, choose three museums',
  weather: 'What is the weather in Lisbon?',
  web_fetch: 'Read https://example.com',
  web_search: 'Search the web for durable execution',
  shell: 'Run `echo hello > greeting.txt && ls -l`',
  code: 'Run `return [3, 1, 2].sort()` in JavaScript',
  research: 'Research durable execution',
  skills: 'Which skills are there?',
  ask_user: 'Ask me: tea or coffee?',
};
const MOST = 3;
const WITHOUT_TOOLS = 'What can you do?';

/** Returns a few first questions that the tools of the agent answer. */
export function suggestFor({ capabilities }: Pick<Agent, 'capabilities'>): string[] {
  const ids = capabilities.map((given) => (typeof given === 'string' ? given : given.ref));
  const found = ids.flatMap((id) => (Object.hasOwn(BY_CAPABILITY, id) ? (BY_CAPABILITY[id] ?? []) : []));
  return found.length === 0 ? [WITHOUT_TOOLS] : found.slice(0, MOST);
}
