import { JsonObject, type JsonValue } from '@everruns/schemas';
import { listOpenResults, type SimConversation, type SimToolCall, type SimToolMessage } from '../conversation.ts';

/** Returns a readable answer that quotes what the tools have returned since the last answer. */
export function summarizeResults(conversation: SimConversation): string {
  const results = listOpenResults(conversation);
  if (results.length === 0) return 'Done.';
  return results.map((result) => describeResult(result, findArguments(conversation, result))).join('\n');
}

function findArguments(conversation: SimConversation, result: SimToolMessage): JsonObject {
  const calls = conversation.messages.flatMap((message): readonly SimToolCall[] =>
    message.role === 'assistant' ? message.tool_calls : [],
  );
  return calls.findLast((call) => call.id === result.tool_call_id)?.arguments ?? {};
}

function describeResult(result: SimToolMessage, args: JsonObject): string {
  const value = parseContent(result.content);
  if (result.is_error) return `\`${result.name}\` failed: ${quote(value)}`;
  switch (result.name) {
    case 'get_current_time':
      return `The time in ${quote(args.timezone ?? 'UTC')} is ${quote(pick(value, ['time']))}.`;
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return `${quote(args.a)} ${OPERATORS[result.name]} ${quote(args.b)} = ${quote(pick(value, ['result']))}`;
    case 'evaluate':
      return `${quote(args.expression)} = ${quote(pick(value, ['result']))}`;
    case 'write_file':
      return `I wrote ${quote(args.path)} (${quote(pick(value, ['size_bytes']))} bytes).`;
    case 'read_file':
      return `${quote(args.path)} contains:\n\n${fence(pick(value, ['content']))}`;
    case 'web_fetch':
      return `${quote(pick(value, ['final_url']))} says:\n\n${quoteText(pick(value, ['content', 'note']))}`;
    case 'ask_document':
      return `${quote(args.path)} answers:\n\n${quoteText(pick(value, ['answer']))}`;
    case 'web_search':
      return describeFound(args, pick(value, ['results']));
    case 'list_directory':
      return describeEntries(args, pick(value, ['entries']));
    case 'task':
      return `${quote(args.agent)} answered:\n\n${quoteText(value)}`;
    case 'bash':
    case 'run_javascript':
    case 'run_python':
      return describeProgram(value);
    case 'ask_user':
      return `You answered: ${quote(value)}`;
    case 'write_todos':
      return `I wrote the todo list: ${describeTodos(args)}`;
    default:
      return `\`${result.name}\` returned ${quote(value)}`;
  }
}

/** What a program printed, or else its value. */
function describeProgram(value: JsonValue): string {
  const said = [pick(value, ['stdout']), pick(value, ['value']), pick(value, ['stderr'])];
  const first = said.find((part) => typeof part === 'string' && part.trim() !== '');
  return first === undefined
    ? `The program returned ${quote(pick(value, ['value']))}`
    : `The program says:\n\n${fence(first)}`;
}

const OPERATORS = { add: '+', subtract: '-', multiply: '*', divide: '/' };

function describeEntries(args: JsonObject, entries: JsonValue): string {
  if (!Array.isArray(entries)) return quote(entries);
  if (entries.length === 0) return `There are no files in ${quote(args.path)}.`;
  return [`In ${quote(args.path)}:`, ...entries.map((entry) => `- ${quote(pick(entry, ['path']))}`)].join('\n');
}

function describeTodos(args: JsonObject): string {
  const todos = Array.isArray(args.todos) ? args.todos : [];
  return todos.map((todo) => quote(pick(todo, ['content']))).join('; ');
}

function parseContent(content: string): JsonValue {
  try {
    const value: unknown = JSON.parse(content);
    return JsonObject.safeParse({ value }).data?.value ?? content;
  } catch {
    return content;
  }
}

/** Returns the first of `keys` that the value has, or the value itself if it has none of them. */
function pick(value: JsonValue, keys: string[]): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const key = keys.find((candidate) => value[candidate] !== undefined);
  return key === undefined ? value : (value[key] ?? null);
}

function quote(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function fence(value: JsonValue): string {
  return `\`\`\`\n${quote(value)}\n\`\`\``;
}

function describeFound(args: JsonObject, results: JsonValue): string {
  if (!Array.isArray(results) || results.length === 0) return `I found nothing for ${quote(args.query)}.`;
  const lines = results.map((result) => {
    const title = quote(pick(result, ['title'])).replaceAll(/<\/?untrusted-\w+>/g, '');
    return `- ${title.trim()} (${quote(pick(result, ['url']))})`;
  });
  return [`I found for ${quote(args.query)}:`, ...lines].join('\n');
}

const MAX_QUOTED_CHARS = 1_000;

/** As a quotation in Markdown, without the marks around text from outside. */
function quoteText(value: JsonValue): string {
  const text = quote(value)
    .replaceAll(/<\/?untrusted-\w+>/g, '')
    .trim();
  const cut = text.length > MAX_QUOTED_CHARS ? `${text.slice(0, MAX_QUOTED_CHARS).toWellFormed()}…` : text;
  return cut.replaceAll(/^/gm, '> ');
}
