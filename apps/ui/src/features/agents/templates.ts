import { EMPTY_DRAFT, type AgentDraft, type CapabilityConfig } from './agent-draft.ts';

export interface Template {
  /** The name in the address of the page. */
  id: string;
  name: string;
  description: string;
  prompt: string;
  capabilities: readonly string[];
}

/** Agents that are useful as they are, and that show what can be built. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'assistant',
    name: 'Assistant',
    description: 'Answers questions, knows the time and calculates exactly.',
    prompt: EMPTY_DRAFT.systemPrompt,
    capabilities: ['current_time', 'math', 'stateless_todo_list'],
  },
  {
    id: 'researcher',
    name: 'Researcher',
    description: 'Searches and reads the web, and saves what it finds with a quote and its source.',
    prompt:
      'You research questions on the web. Plan the research first, and read the pages themselves. Save each finding with an exact ' +
      'quote from its source, and cite the findings in your answer. Say what you could not find.',
    capabilities: ['web_search', 'research', 'web_fetch', 'session_file_system', 'current_time'],
  },
  {
    id: 'analyst',
    name: 'Data analyst',
    description: 'Reads attached tables and documents, and computes with Python and JavaScript.',
    prompt:
      'You analyze data in the session’s files. Look at a file before you compute with it, and state its columns and units. Compute with code ' +
      'and never in your head, check each result a second way, and write tables and reports to files.',
    capabilities: ['code', 'session_file_system', 'math'],
  },
  {
    id: 'programmer',
    name: 'Programmer',
    description: 'Writes, runs and tests programs in a sandbox of its own.',
    prompt:
      'You write programs in the session’s files. Plan the steps in the to-do list, make small changes, and run what you wrote before you say ' +
      'that it works. Show the commands with which a person can repeat it.',
    capabilities: ['session_file_system', 'shell', 'code', 'stateless_todo_list'],
  },
  {
    id: 'writer',
    name: 'Writer',
    description: 'Writes and edits long texts in files, and keeps to a plan.',
    prompt:
      'You write and edit texts in the session’s files as Markdown. Agree on an outline first, keep it in the to-do list, and change a text only ' +
      'where it was asked for. Write plainly, in short sentences, and without filler.',
    capabilities: ['session_file_system', 'stateless_todo_list', 'web_fetch'],
  },
  {
    id: 'travel',
    name: 'Travel planner',
    description: 'Plans journeys with the weather, times and costs in mind.',
    prompt:
      'You plan journeys. Ask for dates, budget and wishes if they are missing. Look up the weather and the local time, add up the costs with ' +
      'your tools, and keep the plan as a to-do list.',
    capabilities: ['weather', 'current_time', 'math', 'stateless_todo_list', 'web_fetch'],
  },
];

/** Settings without which a capability of a template does nothing. */
const CONFIGS: Readonly<Record<string, CapabilityConfig>> = { web_search: { backend: 'provider' } };

/** Returns the form of a new agent, empty or from a template. */
export function draftFrom(template: Template | undefined): AgentDraft {
  if (template === undefined) return EMPTY_DRAFT;
  return {
    ...EMPTY_DRAFT,
    name: template.name,
    description: template.description,
    systemPrompt: template.prompt,
    capabilities: template.capabilities.map((ref) => ({ ref, config: CONFIGS[ref] ?? {} })),
  };
}
