import { CAPABILITY_CATALOG } from '@everruns/capabilities/catalog';
import { createToolRegistry } from '@everruns/capabilities/registry';
import { createScenarioEngine } from '@everruns/llmsim';
import { describe, expect, it } from 'vitest';

const tools = [...CAPABILITY_CATALOG.values()].flatMap((capability) => capability.tools);
const registry = createToolRegistry();

const WISHES: [tool: string, text: string][] = [
  ['get_current_time', 'What time is it in Tokyo?'],
  ['multiply', 'What is 12.5 * 4?'],
  ['evaluate', 'What is 2 ** 10 + (3 - 1)?'],
  ['write_file', 'Write a file notes.txt with hello'],
  ['read_file', 'Read notes.txt'],
  ['edit_file', 'Replace "hello" with "bye" in notes.txt'],
  ['list_directory', 'List the files'],
  ['grep_files', 'Search the files for "hello"'],
  ['stat_file', 'What is the size of notes.txt?'],
  ['delete_file', 'Delete notes.txt'],
  ['web_fetch', 'Summarize https://example.com/a.html'],
  ['web_search', 'Search the web for durable execution'],
  ['http_get', 'Please call http_get with {"url": "https://api.example.com/items"}'],
  ['write_todos', 'Make a todo list: buy milk, call home'],
  ['bash', 'Run `echo hello`'],
  ['run_javascript', 'Run `return 1 + 1` in JavaScript'],
  ['run_python', 'Run `1 + 1` in Python'],
  ['read_document', 'Read report.pdf'],
  ['plan_research', 'Research durable execution'],
  ['list_findings', 'List the findings'],
  ['list_skills', 'Which skills are there?'],
  ['load_skill', 'Load the skill invoices'],
];

describe('the default model and the real tools', () => {
  it.each(WISHES)('calls %s with arguments that the tool accepts', (name, text) => {
    const conversation = {
      model: 'llmsim-instant',
      system: '',
      messages: [{ role: 'user' as const, content: [{ type: 'text', text }] }],
      tools,
      request_id: 'request-1',
    };
    const calls = createScenarioEngine()
      .plan(conversation)
      .beats.filter((beat) => beat.type === 'tool_call');
    expect(calls.map((call) => call.name)).toEqual([name]);
    const tool = registry.find({ name });
    const accepted = tool?.parameters.safeParse(JSON.parse(calls[0]?.arguments_text ?? ''));
    expect(accepted).toMatchObject({ success: true });
  });
});
